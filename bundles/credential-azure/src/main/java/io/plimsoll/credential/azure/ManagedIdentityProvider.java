package io.plimsoll.credential.azure;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Map;

/** The identity of the machine the host runs on: its own, or an assigned one chosen by client id. */
@Plugin(name = ManagedIdentityProvider.NAME, type = CredentialProvider.class)
public final class ManagedIdentityProvider implements CredentialProvider, AutoCloseable {
  static final String NAME = "azure-managed-identity";

  private final TokenService service = new TokenService("plimsoll-" + NAME);

  @Override
  public Credential open(PluginSettings settings) {
    Reading reading = new Reading(NAME, settings, Map.of());
    Application application =
        reading.problem(!reading.secret().isEmpty(), "it takes no secret: the machine stands for it").done();
    return new EntraCredential(
        service,
        application,
        () -> {
          ManagedIdentityCredentialBuilder builder = service.over(new ManagedIdentityCredentialBuilder(), application);
          return application.client().isEmpty() ? builder.build() : builder.clientId(application.client()).build();
        },
        EntraCredential.Check.NONE,
        null);
  }

  @Override
  public void close() {
    service.close();
  }
}
