package io.plimsoll.store.adls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.ReadTrace;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.export.TracedReads;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.azure.Azurite;
import io.plimsoll.peers.azure.FaultProxy;
import io.plimsoll.peers.azure.FaultProxy.Seen;
import io.plimsoll.peers.azure.LoopbackCertificate;
import io.plimsoll.peers.azure.TokenService;
import io.plimsoll.peers.azure.TokenServiceCredential;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store against Azurite over TLS with tokens, and through a proxy that does what networks do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AzuriteTest {
  private static final URI STORE = URI.create("abfss://exports@devstoreaccount1.dfs.core.windows.net/focus");
  private static final Predicate<Seen> READS = Seen::reads;
  private static final Predicate<Seen> LISTS = s -> !s.reads();
  private static final byte[] LARGE = bytes(13_000_001, 7);

  @TempDir static Path folder;
  private static LoopbackCertificate certificate;
  private static Azurite azurite;
  private static TokenService tokens;
  private static FaultProxy proxy;
  private static BlobContainerClient container;

  private final AdlsStore store = new AdlsStore();

  @BeforeAll
  static void start() {
    certificate = LoopbackCertificate.trusted(folder);
    azurite = Azurite.start(folder, certificate);
    tokens = TokenService.start(certificate);
    proxy = FaultProxy.before(azurite, certificate);
    container = azurite.container("exports");
    put("focus/run/part.csv", LARGE);
    put("focus/run/manifest.json", bytes(1300, 3));
    put("focus/a b/part_0.csv", bytes(10, 4));
    put("focus/empty.csv", new byte[0]);
    put("focusing/not-below.csv", bytes(10, 5));
    put("other.csv", bytes(10, 6));
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable each : Arrays.asList(proxy, tokens, azurite)) {
      try {
        if (each != null) {
          each.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void forget() {
    proxy.reset();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void aFolderIsListedInPagesThroughTheBlobApiWhereTheOtherIsNotServed() {
    try (ExportLocation location = open(Map.of("page-size", "2"))) {
      List<StoredObject> all = new ArrayList<>();
      int pages = 0;
      String next = null;
      do {
        ObjectPage page = location.list(next);
        all.addAll(page.objects());
        pages++;
        next = page.next();
      } while (next != null);

      assertThat(all).extracting(StoredObject::path).containsExactly("a b/part_0.csv", "empty.csv", "run/manifest.json", "run/part.csv");
      assertThat(all).extracting(StoredObject::size).containsExactly(10L, 0L, 1300L, (long) LARGE.length);
      assertThat(pages).isEqualTo(2);
      // Asked for once, then no more.
      assertThat(proxy.seen()).filteredOn(s -> s.uri().getQuery().contains("resource=filesystem")).hasSize(1);
    }
  }

  @Test
  void aWholeContainerIsListed() {
    URI whole = URI.create("https://devstoreaccount1.blob.core.windows.net/exports");
    try (ExportLocation location = store.open(whole, settings(Map.of()), credential("/token"))) {
      assertThat(location.list(null).objects()).extracting(StoredObject::path).contains("other.csv", "focus/run/part.csv");
    }
  }

  @Test
  void bytesAreReadInOrderAndByJumpingAsTheyAre() {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      assertThat(reader.size()).isEqualTo(LARGE.length);
      assertThat(readAll(reader, 300_000)).isEqualTo(LARGE);
      Random random = new Random(1);
      for (int i = 0; i < 20; i++) {
        int from = random.nextInt(LARGE.length);
        byte[] target = new byte[random.nextInt(5_000_000)];
        int read = reader.read(from, target, 0, target.length);
        assertThat(read).isBetween(1, Math.min(target.length, LARGE.length - from));
        assertThat(Arrays.equals(target, 0, read, LARGE, from, from + read)).isTrue();
      }
      assertThat(reader.read(LARGE.length, new byte[4], 0, 4)).isEqualTo(-1);
      assertThat(reader.read(LARGE.length - 3L, new byte[8], 2, 6)).isEqualTo(3);
    }
  }

  @Test
  void aPartReadInOrderCostsARequestForEachFourMebibytes() {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      proxy.reset();
      readAll(reader, 256 * 1024);

      assertThat(proxy.seen()).hasSize(4).allMatch(Seen::reads);
    }
  }

  @Test
  void severalReadersShareTheMemoryForReadingAhead() throws Exception {
    try (ExportLocation location = open(Map.of())) {
      StoredObject part = find(location, "run/part.csv");
      List<Thread> lanes = new ArrayList<>();
      List<byte[]> found = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread lane = new Thread(() -> {
          try (ObjectReader reader = location.open(part)) {
            byte[] all = readAll(reader, 1 << 20);
            synchronized (found) {
              found.add(all);
            }
          }
        }, "lane-" + i);
        lane.start();
        lanes.add(lane);
      }
      for (Thread lane : lanes) {
        lane.join();
      }
      assertThat(found).hasSize(4).allSatisfy(all -> assertThat(all).isEqualTo(LARGE));
    }
  }

  @Test
  void everyRequestNamesItsSenderAndCanBeFoundByTheTrace() {
    try (ExportLocation location = open(Map.of("application", "acme-costs"));
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      readAll(reader, 1 << 20);

      ReadTrace trace = ((TracedReads) location).trace();
      List<String> ids = proxy.seen().stream().map(s -> s.headers().get("x-ms-client-request-id")).toList();
      assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith(trace.requestIds()));
      assertThat(trace.requests()).isEqualTo(ids.size());
      assertThat(trace.repeats()).isZero();
      assertThat(trace.bytes()).isEqualTo(LARGE.length);
      assertThat(trace.application()).isEqualTo("acme-costs");
      assertThat(proxy.seen()).allMatch(s -> s.headers().get("user-agent").startsWith("acme-costs azsdk-java-plimsoll-store-adls/"));
    }
  }

  @Test
  void onlyReadingRequestsAreSent() {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      readAll(reader, 1 << 20);
      assertThat(proxy.seen().stream().map(Seen::method).collect(Collectors.toSet())).isEqualTo(Set.of("GET"));
    }
  }

  @Test
  void aPartThatIsOverwrittenWhileItIsReadIsReported() {
    put("focus/changing/part.csv", LARGE);
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "changing/part.csv"))) {
      reader.read(0, new byte[1 << 20], 0, 1 << 20);
      put("focus/changing/part.csv", bytes(LARGE.length, 8));

      assertChanged(() -> readAll(reader, 1 << 20), "changing/part.csv changed since it was listed: its etag is another one now.");
    }
    container.getBlobClient("focus/changing/part.csv").delete();
  }

  @Test
  void aPartThatIsDeletedWhileItIsReadIsReported() {
    put("focus/changing/gone.csv", LARGE);
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "changing/gone.csv"))) {
      container.getBlobClient("focus/changing/gone.csv").delete();

      assertChanged(() -> readAll(reader, 1 << 20), "changing/gone.csv changed since it was listed: ");
    }
  }

  @Test
  void bytesThatComeWithAnotherEtagAreNotTaken() {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      proxy.fault(READS, 1, FaultProxy.otherEtag());

      assertChanged(() -> readAll(reader, 1 << 20), "bytes of another etag were sent");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, TooManyRequests, Retry-After, 1", "503, ServerBusy, Retry-After, 1",
    "503, ServerBusy, x-ms-retry-after-ms, 700",
    "429, TooManyRequests, x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after, 1", "500, InternalError,,"
  })
  void aBusyServiceIsAskedAgainWhenItSays(int status, String code, String header, String value) {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      proxy.fault(READS, 1, FaultProxy.status(status, code, header, value));
      long before = System.nanoTime();

      assertThat(readAll(reader, 1 << 20)).isEqualTo(LARGE);

      long least = header == null ? 300 : value.equals("1") ? 1000 : 700;
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofMillis(least), Duration.ofMillis(least + 9000));
      assertThat(((TracedReads) location).trace().repeats()).isEqualTo(1);
    }
  }

  @Test
  void brokenConnectionsAndShortAnswersLoseNothing() {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      proxy.fault(READS, 1, FaultProxy.drop()).fault(READS, 2, FaultProxy.truncate(1_000_003)).fault(READS, 1, FaultProxy.delay(300));

      assertThat(readAll(reader, 100_000)).isEqualTo(LARGE);
      assertThat(proxy.seen().size()).isGreaterThanOrEqualTo(7);
    }
  }

  @Test
  void listingSurvivesABusyService() {
    proxy.fault(LISTS, 1, FaultProxy.status(503, "ServerBusy", "Retry-After", "1"));
    try (ExportLocation location = open(Map.of())) {
      assertThat(location.list(null).objects()).isNotEmpty();
    }
  }

  @Test
  void aServiceThatStaysBusyIsNamed() {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      proxy.fault(READS, 100, FaultProxy.status(503, "ServerBusy", "x-ms-retry-after-ms", "5"));

      assertUnavailable(
          () -> reader.read(5000, new byte[10], 0, 10),
          "Azure did not allow reading run/part.csv: 503 ServerBusy",
          "The account is busy and stayed so; it is tried again at the next collection.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|AuthorizationPermissionMismatch|Grant the connection's identity the role Storage Blob Data Reader on container exports of storage account devstoreaccount1; a new assignment takes up to ten minutes.",
        "403|AuthorizationFailure|The firewall of storage account devstoreaccount1 does not let this machine in, or the identity has no role there: allow its network or use a private endpoint, and grant Storage Blob Data Reader.",
        "401|InvalidAuthenticationInfo|The token was not accepted: check the tenant of the connection's credential, and that the account allows Microsoft Entra authorization.",
        "404|ContainerNotFound|Check the names: storage account devstoreaccount1 has no container exports, or no such folder in it.",
        "409|BlobArchived|The export was moved to the archive tier: rehydrate it, or keep exports in a tier that can be read."
      })
  void aRefusalSaysWhatToGrant(int status, String code, String advice) {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      proxy.fault(READS, 1, FaultProxy.status(status, code, null, null));
      ErrorCode expected = status == 401 || status == 403 ? ErrorCode.ACCESS_DENIED : ErrorCode.STORAGE_UNAVAILABLE;
      assertRefused(
          () -> reader.read(5000, new byte[10], 0, 10), expected,
          "Azure did not allow reading run/part.csv: " + status + " " + code + ".", advice);

      proxy.fault(LISTS, 1, FaultProxy.status(status, code, null, null));
      assertRefused(() -> location.list(null), expected, "Azure did not allow listing abfss://exports@127.0.0.1:", advice);
    }
  }

  @ParameterizedTest
  @CsvSource({"/wrong-audience", "/expired"})
  void aTokenThatIsNotForStorageIsRefusedByTheService(String issuer) {
    try (ExportLocation location = store.open(STORE, settings(Map.of("listing", "blob")), credential(issuer))) {
      assertThatThrownBy(() -> location.list(null))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
          .hasMessageContaining("Azure did not allow listing");
    }
  }

  @Test
  void withoutATokenNothingIsRead() {
    Credential none = new Credential() {
      @Override
      public Optional<AccessToken> token(String scope) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
    try (ExportLocation location = store.open(STORE, settings(Map.of("listing", "blob")), none)) {
      assertThatThrownBy(() -> location.list(null)).hasMessageContaining("Azure did not allow listing");
    }
  }

  @Test
  void aCredentialThatIsRevokedEndsTheReadingWithTheNextRequest() {
    Credential credential = credential("/token");
    try (ExportLocation location = store.open(STORE, settings(Map.of()), credential);
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      reader.read(100, new byte[10], 0, 10);
      credential.close();

      assertThatThrownBy(() -> reader.read(9_000_000, new byte[10], 0, 10)).hasMessage("The credential was revoked.");
    }
  }

  @Test
  void aMissingContainerAndAnEmptyFolderAreNamed() {
    URI missing = URI.create("abfss://nothing@devstoreaccount1.dfs.core.windows.net/focus");
    try (ExportLocation location = store.open(missing, settings(Map.of()), credential("/token"))) {
      assertUnavailable(
          () -> location.list(null), "404 ContainerNotFound",
          "Check the names: storage account devstoreaccount1 has no container nothing, or no such folder in it.");
    }
    URI empty = URI.create("abfss://exports@devstoreaccount1.dfs.core.windows.net/focus/none");
    try (ExportLocation location = store.open(empty, settings(Map.of()), credential("/token"))) {
      assertUnavailable(
          () -> location.list(null), "Nothing lies at abfss://exports@127.0.0.1:",
          "Check the path of the connection; a new export writes its first files within a day.");
    }
  }

  @Test
  void anEndpointThatIsNotThereIsNamedSoon() {
    PluginSettings nobody = PluginSettings.of(Map.of("endpoint", "https://127.0.0.1:1/devstoreaccount1"));
    try (ExportLocation location = store.open(STORE, nobody, credential("/token"))) {
      long before = System.nanoTime();
      assertUnavailable(() -> location.list(null), "cannot be reached", "Check the network, its proxy and its firewalls.");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void anInterruptedReadIsCancelled() throws Exception {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      CountDownLatch asked = new CountDownLatch(1);
      proxy.fault(s -> s.reads() && count(asked), 50, FaultProxy.delay(5000));
      List<Throwable> thrown = new ArrayList<>();
      Thread reading = new Thread(() -> {
        try {
          reader.read(0, new byte[1 << 20], 0, 1 << 20);
        } catch (RuntimeException e) {
          thrown.add(e);
        }
      }, "interrupted reader");
      reading.start();
      asked.await();
      long before = System.nanoTime();
      reading.interrupt();
      reading.join();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      assertThat(thrown).singleElement().extracting(e -> ((PlimsollException) e).code()).isEqualTo(ErrorCode.CANCELLED);
    }
  }

  @Test
  void objectsOutsideTheFolderAreRefused() {
    try (ExportLocation location = open(Map.of())) {
      for (String path : List.of("../other.csv", "a/../../other.csv", "", "/other.csv")) {
        assertThatThrownBy(() -> location.open(new StoredObject(path, 1, "0x1", Instant.EPOCH)))
            .hasMessageContaining("does not lie in");
      }
    }
  }

  @Test
  void settingsAreCheckedAtOnce() {
    assertThatThrownBy(() -> open(Map.of("sas", "x"))).hasMessageContaining("sas is not a setting here");
    assertThatThrownBy(() -> open(Map.of("listing", "ftp"))).hasMessage("The setting store.listing is 'ftp'.");
    assertThatThrownBy(() -> open(Map.of("page-size", "0"))).hasMessage("The setting store.page-size is '0'.");
    assertThatThrownBy(() -> open(Map.of("application", "a b"))).hasMessage("The setting store.application is 'a b'.");
  }

  @Test
  void aClosedStoreLeavesNoThread() throws Exception {
    try (ExportLocation location = open(Map.of());
        ObjectReader reader = location.open(find(location, "run/part.csv"))) {
      readAll(reader, 1 << 20);
    }
    store.close();

    // The client of the JDK ends its own thread once nobody can reach it.
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    List<String> left = ours();
    while (!left.isEmpty() && System.nanoTime() < until) {
      Thread.onSpinWait();
      left = ours();
    }
    assertThat(left).isEmpty();
  }

  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith("plimsoll-adls") || n.startsWith("parallel-") || n.startsWith("boundedElastic") || n.startsWith("azure-sdk"))
        .toList();
  }

  private static boolean count(CountDownLatch latch) {
    latch.countDown();
    return true;
  }

  private ExportLocation open(Map<String, String> more) {
    return store.open(STORE, settings(more), credential("/token"));
  }

  private static Credential credential(String issuer) {
    return new TokenServiceCredential().open(PluginSettings.of(Map.of("url", tokens.url(issuer))));
  }

  private static PluginSettings settings(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(more);
    all.put("endpoint", proxy.endpoint());
    return PluginSettings.of(all);
  }

  private static StoredObject find(ExportLocation location, String path) {
    return location.list(null).objects().stream().filter(o -> o.path().equals(path)).findFirst().orElseThrow();
  }

  private static byte[] readAll(ObjectReader reader, int step) {
    byte[] all = new byte[(int) reader.size()];
    int at = 0;
    while (at < all.length) {
      int read = reader.read(at, all, at, Math.min(step, all.length - at));
      assertThat(read).isPositive();
      at += read;
    }
    return all;
  }

  private static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void put(String name, byte[] bytes) {
    container.getBlobClient(name).upload(BinaryData.fromBytes(bytes), true);
  }

  private static void assertChanged(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_CHANGED));
  }

  private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message, String advice) {
    assertRefused(call, ErrorCode.STORAGE_UNAVAILABLE, message, advice);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code, String message, String advice) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.advice()).isEqualTo(advice);
            });
  }
}
