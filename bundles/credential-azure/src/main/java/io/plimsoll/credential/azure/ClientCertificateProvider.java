package io.plimsoll.credential.azure;

import com.azure.identity.ClientCertificateCredentialBuilder;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;

/** An application with a certificate: sealed as PEM, or a file of PEM or PKCS 12 whose password is sealed. */
@Plugin(name = ClientCertificateProvider.NAME, type = CredentialProvider.class)
public final class ClientCertificateProvider implements CredentialProvider, AutoCloseable {
  static final String NAME = "azure-client-certificate";

  private final TokenService service = new TokenService("plimsoll-" + NAME);
  private final Clock clock = Assertion.MACHINE;

  @Override
  public Credential open(PluginSettings settings) {
    Reading reading = new Reading(NAME, settings, Map.of()).needsApplication();
    String file = reading.text("certificate");
    String secret = reading.secret();
    Application application =
        reading
            .problem(
                file.isEmpty() && secret.isEmpty(),
                "the certificate is missing (--secret-from file:PEM with certificate and key, or --set certificate=PATH)")
            .done();
    KeyedCertificate certificate = KeyedCertificate.read(file, secret);
    return new EntraCredential(
        service,
        application,
        () -> {
          ClientCertificateCredentialBuilder builder =
              service.overEntra(new ClientCertificateCredentialBuilder(), application);
          byte[] content = certificate.content();
          return certificate.pem()
              ? builder.pemCertificate(new ByteArrayInputStream(content)).build()
              : builder.pfxCertificate(new ByteArrayInputStream(content)).clientCertificatePassword(secret).build();
        },
        () -> certificate.requireValid(clock.instant()),
        certificate.expiresAt());
  }

  @Override
  public void close() {
    service.close();
  }
}
