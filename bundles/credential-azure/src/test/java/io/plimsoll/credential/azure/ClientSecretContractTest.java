package io.plimsoll.credential.azure;

import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.testkit.contract.CredentialProviderContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every CredentialProvider must do, of the one with a client secret against a token service on loopback. */
class ClientSecretContractTest extends CredentialProviderContract {
  private static final String SECRET = "c4n4ry-of-the-contract";

  @TempDir static Path made;
  private static LoopbackService service;
  private static String ca;

  @BeforeAll
  static void start() throws Exception {
    TestCertificate certificate = TestCertificate.make(made, "server", "-validity", "2");
    ca = certificate.pemFile().toString();
    service = LoopbackService.tokens(certificate);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  protected CredentialProvider newPlugin() {
    return new ClientSecretProvider();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "tenant", LoopbackService.TENANT, "client", LoopbackService.CLIENT, "authority", service.address(), "ca", ca, "secret", SECRET);
  }

  @Override
  protected Set<String> secrets() {
    return Set.of(SECRET);
  }
}
