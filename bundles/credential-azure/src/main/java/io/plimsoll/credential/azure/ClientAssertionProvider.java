package io.plimsoll.credential.azure;

import com.azure.identity.ClientAssertionCredentialBuilder;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** An application that proves itself with an assertion of an issuer it trusts: from a file that is renewed, or sealed. */
@Plugin(name = ClientAssertionProvider.NAME, type = CredentialProvider.class)
public final class ClientAssertionProvider implements CredentialProvider, AutoCloseable {
  static final String NAME = "azure-client-assertion";

  private final TokenService service = new TokenService("plimsoll-" + NAME);
  private final Clock clock = Assertion.MACHINE;

  @Override
  public Credential open(PluginSettings settings) {
    Reading reading = new Reading(NAME, settings, Map.of()).needsApplication();
    String file = reading.text("token-file");
    String secret = reading.secret();
    Application application =
        reading
            .problem(file.isEmpty() && secret.isEmpty(), "the assertion is missing (--set token-file=PATH, or --secret-from)")
            .problem(!file.isEmpty() && !secret.isEmpty(), "both token-file and a secret are given; one assertion is enough")
            .done();
    if (file.isEmpty()) {
      Assertion assertion = Assertion.of(secret, NAME, "the sealed assertion");
      return new EntraCredential(
          service,
          application,
          () -> service.overEntra(new ClientAssertionCredentialBuilder(), application).clientAssertion(() -> secret).build(),
          () -> assertion.requireValid(clock.instant()),
          assertion.expiresAt());
    }
    Path path = Path.of(file);
    return new EntraCredential(
        service,
        application,
        () ->
            service.overEntra(new ClientAssertionCredentialBuilder(), application)
                .clientAssertion(() -> Assertion.read(path, NAME).text()).build(),
        () -> Assertion.read(path, NAME).requireValid(clock.instant()),
        null);
  }

  @Override
  public void close() {
    service.close();
  }
}
