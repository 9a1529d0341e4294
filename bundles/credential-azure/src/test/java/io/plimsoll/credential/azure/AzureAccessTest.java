package io.plimsoll.credential.azure;

import static io.plimsoll.credential.azure.LoopbackService.PRINCIPAL;
import static io.plimsoll.credential.azure.LoopbackService.json;
import static io.plimsoll.credential.azure.LoopbackService.storage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.access.AccessFinding;
import io.plimsoll.api.access.AccessFinding.State;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is found out against stand-ins of storage and Azure Resource Manager on loopback: they check paths, versions and
 * tokens as the published descriptions say; nothing of this was run against Azure.
 */
class AzureAccessTest {
  private static final URI STORE = URI.create("abfss://exports@acme.dfs.core.windows.net/focus");
  private static final String ACCOUNT = "/subscriptions/sub-2/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme";
  private static final String CONTAINER = ACCOUNT + "/blobServices/default/containers/exports";

  @TempDir static Path made;
  private static TestCertificate certificate;

  /** What the stand-in lets the credential do. */
  private LoopbackService.Answer list = new LoopbackService.Answer(200, Map.of(), "<EnumerationResults/>");

  private LoopbackService.Answer delete = storage(403, "AuthorizationPermissionMismatch");
  private LoopbackService.Answer containers = storage(403, "AuthorizationPermissionMismatch");
  private boolean armAllowed = true;
  private String assignments = "";

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make(made, "server", "-validity", "2");
  }

  private LoopbackService.Answer answer(LoopbackService.Asked request) {
    if (!request.headers().getOrDefault("Authorization", List.of("")).get(0).startsWith("Bearer ")) {
      return storage(401, "NoAuthenticationInformation");
    }
    String uri = request.uri();
    if (uri.startsWith("/storage/exports?restype=container&comp=list") && request.method().equals("GET")) {
      return list;
    }
    if (uri.startsWith("/storage/exports/plimsoll-access-check-") && request.method().equals("DELETE")
        && request.headers().containsKey("If-match")) {
      return delete;
    }
    if (uri.startsWith("/storage/?comp=list")) {
      return containers;
    }
    if (!request.method().equals("GET") || !armAllowed) {
      return json(403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}");
    }
    String self = String.valueOf(request.headers().get("Host")).replaceAll("[\\[\\]]", "");
    if (uri.equals("/arm/subscriptions?api-version=2022-12-01")) {
      // Two pages: whoever reads the first alone finds no account.
      return json(
          200, "{\"value\":[{\"subscriptionId\":\"sub-1\"}],\"nextLink\":\"https://" + self + "/arm/subscriptions?page=2\"}");
    }
    if (uri.equals("/arm/subscriptions?page=2")) {
      return json(200, "{\"value\":[{\"subscriptionId\":\"sub-2\"}]}");
    }
    if (uri.equals("/arm/subscriptions/sub-1/providers/Microsoft.Storage/storageAccounts?api-version=2023-05-01")) {
      return json(200, "{\"value\":[]}");
    }
    if (uri.equals("/arm/subscriptions/sub-2/providers/Microsoft.Storage/storageAccounts?api-version=2023-05-01")) {
      return json(200, "{\"value\":[{\"id\":\"" + ACCOUNT + "\",\"name\":\"acme\",\"location\":\"West Europe\"}]}");
    }
    if (uri.startsWith("/arm" + CONTAINER + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01")
        && uri.contains("assignedTo%28%27" + PRINCIPAL + "%27%29")) {
      return json(200, "{\"value\":[" + assignments + "]}");
    }
    if (uri.startsWith("/arm/custom/role?api-version=2022-04-01")) {
      return json(
          200,
          "{\"properties\":{\"roleName\":\"Our exporters\",\"permissions\":[{\"actions\":[],\"dataActions\":"
              + "[\"Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write\"]}]}}");
    }
    return json(404, "{\"error\":{\"code\":\"NotFound\"}}");
  }

  private static String assignment(String definition, String scope) {
    return "{\"properties\":{\"roleDefinitionId\":\"" + definition + "\",\"scope\":\"" + scope + "\"}}";
  }

  private static String builtIn(String id) {
    return "/subscriptions/sub-2/providers/Microsoft.Authorization/roleDefinitions/" + id;
  }

  private List<AccessFinding> probe() throws Exception {
    try (LoopbackService service = new LoopbackService(certificate, this::answer);
        AzureAccess access = new AzureAccess()) {
      return access.probe(STORE, settings(service), new Token());
    }
  }

  private static PluginSettings settings(LoopbackService service) throws Exception {
    return PluginSettings.of(
        Map.of(
            "endpoint", service.address() + "/storage", "arm", service.address() + "/arm", "ca",
            certificate.pemFile().toString()));
  }

  @Test
  void theLeastAccessThereIsHasNothingMissingAndNothingTooMuch() throws Exception {
    assignments = assignment(builtIn("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"), CONTAINER);

    List<AccessFinding> findings = probe();

    assertThat(findings).noneMatch(f -> f.state() == State.MISSING || f.state() == State.TOO_MUCH || f.state() == State.UNKNOWN);
    assertThat(findings).filteredOn(f -> f.role().equals("Storage Blob Data Reader")).hasSize(2)
        .allMatch(f -> f.state() == State.PRESENT);
    assertThat(findings).filteredOn(f -> f.role().equals("Reader")).first().satisfies(
        f -> assertThat(f.evidence()).contains("westeurope"));
    assertThat(findings).filteredOn(f -> f.role().equals("Cost Management Reader")).first().satisfies(
        f -> assertThat(f.state()).isEqualTo(State.OPTIONAL));
  }

  @Test
  void aMissingDataRoleIsNamedWithWhoNeedsItWhere() throws Exception {
    list = storage(403, "AuthorizationPermissionMismatch");

    assertThat(probe().get(0)).satisfies(
        f -> {
          assertThat(f.state()).isEqualTo(State.MISSING);
          assertThat(f.role()).isEqualTo("Storage Blob Data Reader");
          assertThat(f.advice()).contains(PRINCIPAL).contains("container exports of acme").contains("object id, not the application's");
        });

    list = storage(403, "AuthorizationFailure");
    assertThat(probe().get(0).advice()).contains("firewall");
    list = storage(404, "ContainerNotFound");
    assertThat(probe().get(0).advice()).contains("no such container");
    list = storage(401, "InvalidAuthenticationInfo");
    assertThat(probe().get(0).advice()).contains("--set tenant=");
  }

  @Test
  void aCredentialThatCanWriteOrReachOtherContainersIsTooMuch() throws Exception {
    delete = storage(404, "BlobNotFound");
    containers =
        new LoopbackService.Answer(
            200, Map.of(),
            "<Containers><Container><Name>exports</Name></Container><Container><Name>backup</Name></Container></Containers>");
    assignments =
        assignment(builtIn("ba92f5b4-2d11-453d-a403-e96b0029c9fe"), CONTAINER) + ","
            + assignment(builtIn("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"), ACCOUNT) + ","
            + assignment(builtIn("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), "/subscriptions/sub-2") + "," + assignment("/custom/role", ACCOUNT);

    List<AccessFinding> tooMuch = probe().stream().filter(f -> f.state() == State.TOO_MUCH).toList();

    assertThat(tooMuch).extracting(AccessFinding::role).containsExactly(
        "write and delete", "Storage Blob Data Reader or more", "Storage Blob Data Contributor", "Storage Blob Data Reader", "Owner",
        "Our exporters");
    assertThat(tooMuch).noneMatch(f -> f.advice().isEmpty());
    assertThat(tooMuch.get(1).evidence()).contains("1 others");
  }

  @Test
  void withoutAccessToResourceManagerTheRestIsStillFound() throws Exception {
    armAllowed = false;

    List<AccessFinding> findings = probe();

    assertThat(findings.get(0).state()).isEqualTo(State.PRESENT);
    assertThat(findings).filteredOn(f -> f.role().equals("role assignments")).first().satisfies(
        f -> {
          assertThat(f.state()).isEqualTo(State.UNKNOWN);
          assertThat(f.advice()).contains("Reader");
        });
  }

  @Test
  void everythingIsAskedWithoutChangingAnything() throws Exception {
    try (LoopbackService service = new LoopbackService(certificate, this::answer);
        AzureAccess access = new AzureAccess()) {
      access.probe(STORE, settings(service), new Token());

      assertThat(service.asked).allSatisfy(
          request -> {
            if (!request.method().equals("GET")) {
              assertThat(request.method()).isEqualTo("DELETE");
              assertThat(request.uri()).matches("/storage/exports/plimsoll-access-check-[0-9a-f-]{36}");
              assertThat(request.headers().get("If-match")).containsExactly("\"0x0\"");
            }
            assertThat(request.body()).isEmpty();
            assertThat(request.headers()).containsKey("X-ms-client-request-id");
          });
    }
  }

  @Test
  void theRegionIsReadWhereItMayBeAndEmptyWhereNot() throws Exception {
    try (LoopbackService service = new LoopbackService(certificate, this::answer);
        AzureAccess access = new AzureAccess()) {
      assertThat(access.region(STORE, settings(service), new Token())).contains("westeurope");
      armAllowed = false;
      assertThat(access.region(STORE, settings(service), new Token())).isEmpty();
      int requests = service.asked.size();

      PluginSettings emulator =
          PluginSettings.of(Map.of("endpoint", service.address() + "/storage", "ca", certificate.pemFile().toString()));
      assertThat(access.region(STORE, emulator, new Token())).isEmpty();
      assertThat(service.asked).as("an emulator has no region to ask for").hasSize(requests);
    }
  }

  @Test
  void aStoreThatNamesNoContainerIsRefused() {
    try (AzureAccess access = new AzureAccess()) {
      assertThat(access.serves(STORE)).isTrue();
      assertThat(access.serves(URI.create("https://acme.blob.core.windows.net/exports"))).isTrue();
      assertThat(access.serves(URI.create("file:///data"))).isFalse();
      assertThatThrownBy(
              () -> access.probe(URI.create("https://acme.blob.core.windows.net/"), PluginSettings.none(), new Token()))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .hasMessageContaining("names no container");
    }
  }

  /** A token of anything, which says who it is of. */
  private record Token() implements Credential {
    @Override
    public Optional<AccessToken> token(String scope) {
      return Optional.of(new AccessToken(LoopbackService.jwt(Instant.now().plusSeconds(600)), Instant.now().plusSeconds(600)));
    }

    @Override
    public void close() {}
  }
}
