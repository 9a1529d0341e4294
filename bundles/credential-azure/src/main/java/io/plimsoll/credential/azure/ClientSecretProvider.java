package io.plimsoll.credential.azure;

import com.azure.identity.ClientSecretCredentialBuilder;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Map;

/** An application with a client secret. */
@Plugin(name = ClientSecretProvider.NAME, type = CredentialProvider.class)
public final class ClientSecretProvider implements CredentialProvider, AutoCloseable {
  static final String NAME = "azure-client-secret";

  private final TokenService service = new TokenService("plimsoll-" + NAME);

  @Override
  public Credential open(PluginSettings settings) {
    Reading reading = new Reading(NAME, settings, Map.of()).needsApplication();
    String secret = reading.secret();
    Application application =
        reading.problem(secret.isEmpty(), "the client secret is missing (--secret-from env:NAME|file:PATH|-)").done();
    return new EntraCredential(
        service,
        application,
        () -> service.overEntra(new ClientSecretCredentialBuilder(), application).clientSecret(secret).build(),
        EntraCredential.Check.NONE,
        null);
  }

  @Override
  public void close() {
    service.close();
  }
}
