package io.plimsoll.credential.azure;

import static io.plimsoll.credential.azure.LoopbackService.CLIENT;
import static io.plimsoll.credential.azure.LoopbackService.OTHER_TENANT;
import static io.plimsoll.credential.azure.LoopbackService.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.ExpiringCredential;
import io.plimsoll.api.credential.TenantCredential;
import io.plimsoll.api.plugin.PluginSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests of the real libraries to a token service on loopback. */
class TokensTest {
  static final String STORAGE = "https://storage.azure.com/.default";

  @TempDir static Path made;
  private static TestCertificate certificate;
  private LoopbackService service;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make(made, "server", "-validity", "2");
  }

  @BeforeEach
  void start() throws Exception {
    service = LoopbackService.tokens(certificate);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private PluginSettings settings(String... more) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("tenant", TENANT);
    all.put("client", CLIENT);
    all.put("authority", service.address());
    all.put("ca", certificate.pemFile().toString());
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return PluginSettings.of(all);
  }

  @Test
  void aClientSecretGetsATokenAndGoesToTheTenantNamed() throws Exception {
    try (ClientSecretProvider provider = new ClientSecretProvider();
        Credential credential = provider.open(settings("secret", "s3cret"))) {
      AccessToken token = credential.token(STORAGE).orElseThrow();

      assertThat(token.secret()).contains(".");
      assertThat(token.expiresAt()).isAfter(Instant.now().plusSeconds(3000));
      LoopbackService.Asked asked = service.asked.get(service.asked.size() - 1);
      assertThat(asked.uri()).startsWith("/" + TENANT + "/");
      assertThat(asked.body()).contains("client_secret=s3cret").contains("client_id=" + CLIENT).contains("storage.azure.com");
    }
  }

  @Test
  void aTokenIsAskedForOnceAsLongAsItHolds() throws Exception {
    try (ClientSecretProvider provider = new ClientSecretProvider();
        Credential credential = provider.open(settings("secret", "s3cret"))) {
      credential.token(STORAGE);
      int requests = service.asked.size();
      credential.token(STORAGE);

      assertThat(service.asked).hasSize(requests);
    }
  }

  @Test
  void anotherTenantIsAskedOnlyWhenItIsAllowed() throws Exception {
    try (ClientSecretProvider provider = new ClientSecretProvider();
        TenantCredential one = (TenantCredential) provider.open(settings("secret", "s"));
        TenantCredential two = (TenantCredential) provider.open(settings("secret", "s", "allowed-tenants", OTHER_TENANT))) {
      assertThatThrownBy(() -> one.token(STORAGE, OTHER_TENANT))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                assertThat(e).hasMessageContaining(OTHER_TENANT).hasMessageContaining("azure-client-secret");
                assertThat(e.advice()).contains("--set allowed-tenants=" + OTHER_TENANT);
              });
      assertThat(service.asked).isEmpty();

      assertThat(two.token(STORAGE, OTHER_TENANT)).isPresent();
      assertThat(service.asked.get(service.asked.size() - 1).uri()).startsWith("/" + OTHER_TENANT + "/");
    }
  }

  @Test
  void aCertificateGetsATokenFromPemAndFromPkcs12AndTellsItsEnd() throws Exception {
    TestCertificate own = TestCertificate.make(made, "application", "-validity", "20");
    Instant end = own.certificate().getNotAfter().toInstant();
    try (ClientCertificateProvider provider = new ClientCertificateProvider();
        Credential sealed = provider.open(settings("secret", own.pemWithKey()));
        Credential filed =
            provider.open(settings("certificate", own.store().toString(), "secret", TestCertificate.PASSWORD))) {
      for (Credential credential : List.of(sealed, filed)) {
        assertThat(credential.token(STORAGE)).isPresent();
        assertThat(((ExpiringCredential) credential).expiresAt()).contains(end);
        assertThat(service.asked.get(service.asked.size() - 1).body()).contains("client_assertion=");
      }
    }
  }

  @Test
  void aCertificateThatEndedIsSaidBeforeAnythingIsAsked() throws Exception {
    TestCertificate own = TestCertificate.make(made, "ended", "-startdate", "-10d", "-validity", "3");
    try (ClientCertificateProvider provider = new ClientCertificateProvider();
        Credential credential = provider.open(settings("secret", own.pemWithKey()))) {
      assertThatThrownBy(() -> credential.token(STORAGE))
          .isInstanceOf(PlimsollException.class)
          .hasMessageContaining("certificate that ended at");
      assertThat(service.asked).isEmpty();
    }
  }

  @Test
  void whatIsNoCertificateIsSaidAndNotQuoted() throws Exception {
    try (ClientCertificateProvider provider = new ClientCertificateProvider()) {
      for (Map.Entry<String, String> wrong :
          Map.of(
                  certificate.pem(), "it holds no private key",
                  "-----BEGIN PRIVATE KEY-----\ncanary\n", "it holds no certificate",
                  "canary", "neither PEM nor PKCS 12")
              .entrySet()) {
        assertThatThrownBy(() -> provider.open(settings("secret", wrong.getKey())))
            .isInstanceOfSatisfying(
                PlimsollException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                  assertThat(e).hasMessageContaining(wrong.getValue()).hasNoCause();
                  assertThat(e.getMessage() + e.advice()).doesNotContain("canary");
                });
      }
      assertThatThrownBy(
              () -> provider.open(settings("certificate", certificate.store().toString(), "secret", "not the password")))
          .hasMessageContaining("the password is not the right one");
      assertThatThrownBy(() -> provider.open(settings("certificate", "/nowhere/a.pem")))
          .hasMessageContaining("there is no such file");
    }
  }

  @Test
  void anAssertionIsReadAnewFromItsFileForEachToken() throws Exception {
    Path file = Files.writeString(made.resolve("assertion"), LoopbackService.jwt(Instant.now().plusSeconds(600)));
    try (ClientAssertionProvider provider = new ClientAssertionProvider();
        Credential credential = provider.open(settings("token-file", file.toString()))) {
      assertThat(credential.token(STORAGE)).isPresent();
      String renewed = LoopbackService.jwt(Instant.now().plusSeconds(1200));
      Files.writeString(file, renewed);

      assertThat(credential.token("https://management.azure.com/.default")).isPresent();
      assertThat(service.asked.get(service.asked.size() - 1).body()).contains("client_assertion=" + renewed);
    }
  }

  @Test
  void aSealedAssertionTellsItsEndAndIsRefusedAfterIt() throws Exception {
    Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);
    try (ClientAssertionProvider provider = new ClientAssertionProvider();
        Credential fresh = provider.open(settings("secret", LoopbackService.jwt(end)));
        Credential old = provider.open(settings("secret", LoopbackService.jwt(Instant.now().minusSeconds(5))))) {
      assertThat(((ExpiringCredential) fresh).expiresAt()).contains(end);
      assertThat(fresh.token(STORAGE)).isPresent();
      assertThatThrownBy(() -> old.token(STORAGE)).hasMessageContaining("the sealed assertion cannot be used: it ended at");
    }
  }

  @Test
  void workloadIdentityTakesWhatItsPodWasGivenAndNothingElse() throws Exception {
    Path file = Files.writeString(made.resolve("pod-token"), LoopbackService.jwt(Instant.now().plusSeconds(600)));
    Map<String, String> pod =
        Map.of("AZURE_TENANT_ID", TENANT, "AZURE_CLIENT_ID", CLIENT, "AZURE_FEDERATED_TOKEN_FILE", file.toString());
    PluginSettings own =
        PluginSettings.of(Map.of("authority", service.address(), "ca", certificate.pemFile().toString()));
    try (WorkloadIdentityProvider provider = new WorkloadIdentityProvider(pod, Clock.systemUTC());
        WorkloadIdentityProvider elsewhere = new WorkloadIdentityProvider(Map.of(), Clock.systemUTC());
        Credential credential = provider.open(own)) {
      assertThat(credential.token(STORAGE)).isPresent();
      assertThat(service.asked.get(service.asked.size() - 1).body()).contains("client_assertion=");

      Files.delete(file);
      assertThatThrownBy(() -> credential.token("https://management.azure.com/.default"))
          .hasMessageContaining(file + " cannot be used: there is no such file")
          .satisfies(e -> assertThat(((PlimsollException) e).advice()).contains("azure.workload.identity/use"));
      assertThatThrownBy(
              () ->
                  elsewhere.open(
                      PluginSettings.of(Map.of("authority", service.address()))))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                assertThat(e).hasMessageContaining("tenant is missing").hasMessageContaining("client is missing")
                    .hasMessageContaining("token-file is missing");
              });
    }
  }

  @Test
  void theCliOfAPersonIsRefusedOutsideOfDevelopment() {
    try (AzureCliProvider provider = new AzureCliProvider(Map.of())) {
      assertThatThrownBy(() -> provider.open(PluginSettings.none()))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                assertThat(e).hasMessageContaining("azure-cli acts as a person and is for development only");
                assertThat(e.advice()).contains("PLIMSOLL_DEVELOPMENT=true").contains("azure-managed-identity");
              });
    }
  }

  @Test
  void everySettingThatIsWrongIsSaidAtOnce() {
    try (ClientSecretProvider provider = new ClientSecretProvider()) {
      assertThatThrownBy(() -> provider.open(PluginSettings.of(Map.of("authority", "http://plain.example"))))
          .hasMessageContaining("tenant is missing")
          .hasMessageContaining("client is missing")
          .hasMessageContaining("the client secret is missing")
          .hasMessageContaining("authority was 'http://plain.example' but it is not an https address");
    }
  }

  @Test
  void nothingRunsAfterClosing() throws Exception {
    ClientSecretProvider provider = new ClientSecretProvider();
    Credential credential = provider.open(settings("secret", "s"));
    credential.token(STORAGE);
    credential.close();
    assertThatThrownBy(() -> credential.token(STORAGE)).hasMessageContaining("was closed");
    provider.close();

    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (named("plimsoll-azure-client-secret") > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(named("plimsoll-azure-client-secret")).isZero();
  }

  private static long named(String prefix) {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith(prefix)).count();
  }

  /** In a process of its own: the library reads where the identity service is from the environment alone. */
  @Test
  void aManagedIdentityIsAskedOfTheServiceTheMachineNames() throws Exception {
    long end = Instant.now().getEpochSecond() + 3600;
    try (LoopbackService machine =
        new LoopbackService(
            null,
            request ->
                LoopbackService.json(
                    200,
                    "{\"access_token\":\"" + LoopbackService.jwt(Instant.ofEpochSecond(end)) + "\",\"expires_on\":\"" + end
                        + "\",\"resource\":\"https://storage.azure.com\",\"token_type\":\"Bearer\",\"client_id\":\"x\"}"))) {
      assertThat(managedIdentity(machine.address() + "/msi/token", "")).containsExactly("token");
      assertThat(machine.asked.get(0).headers().get("X-identity-header")).containsExactly("from-the-machine");

      assertThat(managedIdentity(machine.address() + "/msi/token", CLIENT)).containsExactly("token");
      assertThat(machine.asked.get(1).uri()).contains("client_id=" + CLIENT);
    }
  }

  @Test
  void aMachineWithoutTheIdentityIsSaidWithinTenSeconds() throws Exception {
    try (LoopbackService machine =
        new LoopbackService(
            null, request -> LoopbackService.json(400, "{\"statusCode\":400,\"message\":\"No User Assigned or Delegated Managed Identity found\"}"))) {
      assertThat(managedIdentity(machine.address() + "/msi/token", CLIENT).get(0))
          .contains("azure-managed-identity (application " + CLIENT + ")")
          .contains("no such identity")
          .contains("takes its client id");
    }
    assertThat(managedIdentity("http://127.0.0.1:1/msi/token", "").get(0))
        .contains("no identity service answers on this machine")
        .contains("Managed identities exist on Azure alone");
  }

  private List<String> managedIdentity(String endpoint, String client) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), ManagedIdentityProcess.class.getName(), client));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_") || name.startsWith("IDENTITY_") || name.startsWith("MSI_"));
    builder.environment().put("IDENTITY_ENDPOINT", endpoint);
    builder.environment().put("IDENTITY_HEADER", "from-the-machine");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    List<String> lines = new ArrayList<>(Arrays.asList(said.strip().split("\n")));
    long millis = Long.parseLong(lines.remove(lines.size() - 1));
    System.out.println("managed identity: " + millis + " ms to: " + lines.get(0));
    assertThat(millis).isLessThan(10_000);
    return lines;
  }

}
