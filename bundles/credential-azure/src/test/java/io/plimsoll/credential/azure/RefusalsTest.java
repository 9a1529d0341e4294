package io.plimsoll.credential.azure;

import static io.plimsoll.credential.azure.LoopbackService.CLIENT;
import static io.plimsoll.credential.azure.LoopbackService.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a token service says no becomes one clear message, soon, without the secret. */
class RefusalsTest {
  private static final String CANARY = "c4n4ry-0123456789";

  @TempDir static Path made;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make(made, "server", "-validity", "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7000215 | its client secret is not the right one                | Use the secret's value, not its id
          7000222 | its client secret has ended                           | Make a new secret of application
          700016  | does not know application                             | not the object id
          90002   | there is no tenant                                    | --set tenant=
          500011  | does not know the audience https://storage.azure.com  | the storage account's own
          700213  | no federated credential of the application names      | namespace and service account
          700024  | its assertion is not valid now                        | Check the clock
          53003   | conditional access                                    | administrator of tenant
          1234567 | Entra ID refused it                                   | error?code=1234567
          """)
  void aRefusalNamesCredentialTenantAudienceAndWhatToDo(String code, String what, String advice) throws Exception {
    try (LoopbackService service = LoopbackService.refusing(certificate, code)) {
      PlimsollException refusal = refusal("AADSTS" + code, service.address(), certificate.pemFile().toString());

      assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
      assertThat(refusal)
          .hasMessageStartingWith("The credential azure-client-secret (application " + CLIENT + " in tenant " + TENANT + ")")
          .hasMessageContaining("https://storage.azure.com")
          .hasMessageContaining(what)
          .hasMessageContaining("AADSTS" + code);
      assertThat(refusal.advice()).contains(advice);
    }
  }

  @Test
  void withoutANetworkItIsSaidThatTheServiceCannotBeReached() throws Exception {
    PlimsollException refusal = refusal("closed port", "https://127.0.0.1:1", "");

    assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    assertThat(refusal).hasMessageContaining("https://127.0.0.1:1 cannot be reached");
  }

  @Test
  void aServiceThatNeverAnswersIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      PlimsollException refusal = refusal("silent service", "https://127.0.0.1:" + silent.getLocalPort(), "");

      assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      assertThat(refusal).hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void aNameThatIsNotThereIsSaid() throws Exception {
    // The domain .invalid is never there; no name server needs to be asked beyond this machine's.
    PlimsollException refusal = refusal("unknown name", "https://login.invalid", "");

    assertThat(refusal).hasMessageContaining("https://login.invalid cannot be reached");
  }

  @Test
  void aCertificateThatNobodyTrustsIsSaid() throws Exception {
    try (LoopbackService service = LoopbackService.tokens(certificate)) {
      PlimsollException refusal = refusal("untrusted certificate", service.address(), "");

      assertThat(refusal).hasMessageContaining("the certificate of " + service.address() + " is not trusted");
      assertThat(refusal.advice()).contains("--set credential.ca=");
    }
  }

  @Test
  void anAnswerThatIsNoTokenIsSaid() throws Exception {
    try (LoopbackService service =
        new LoopbackService(
            certificate, request -> new LoopbackService.Answer(200, Map.of("Content-Type", "text/html"), "<html>sign in</html>"))) {
      PlimsollException refusal = refusal("portal page", service.address(), certificate.pemFile().toString());

      assertThat(refusal).hasMessageContaining("gave an answer that is no token");
    }
  }

  /** The refusal of a client secret by a service, which comes within ten seconds and holds no secret. */
  private static PlimsollException refusal(String what, String authority, String ca) {
    Map<String, String> settings = new HashMap<>(Map.of("tenant", TENANT, "client", CLIENT, "authority", authority, "secret", CANARY));
    if (!ca.isEmpty()) {
      settings.put("ca", ca);
    }
    try (ClientSecretProvider provider = new ClientSecretProvider();
        Credential credential = provider.open(PluginSettings.of(settings))) {
      long begun = System.nanoTime();
      PlimsollException refusal = catchThrowableOfType(PlimsollException.class, () -> credential.token(TokensTest.STORAGE));
      long millis = (System.nanoTime() - begun) / 1_000_000;
      System.out.println("refusal: " + what + ", " + millis + " ms");
      assertThat(millis).isLessThan(10_000);
      StringWriter all = new StringWriter();
      refusal.printStackTrace(new PrintWriter(all));
      assertThat(all + refusal.advice() + credential).doesNotContain(CANARY);
      return refusal;
    }
  }
}
