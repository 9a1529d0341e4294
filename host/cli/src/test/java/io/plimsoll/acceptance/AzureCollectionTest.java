package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import io.plimsoll.acceptance.AzureContainers.Place;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import io.plimsoll.generator.Totals;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.peers.azure.Azurite;
import io.plimsoll.peers.azure.FaultProxy;
import io.plimsoll.peers.azure.FaultProxy.Seen;
import io.plimsoll.peers.azure.TokenServiceCredential;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports in Azure Storage, as far as Azurite is it: collected by a host of the assembled bundles, to the last digit. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AzureCollectionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2027, 1, 1));
  private static final Predicate<Seen> PARTS = s -> s.reads() && !s.uri().getPath().endsWith("manifest.json");

  @TempDir static Path folder;
  private static AzureContainers azure;
  private static Plimsoll host;
  private static Generated plain;

  @BeforeAll
  static void start() {
    azure = new AzureContainers(folder);
    host =
        Plimsoll.builder()
            .home(folder.resolve("home"))
            .bundles(Hosts.bundles())
            .plugin(new TokenServiceCredential())
            .clock(Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
            .readers(2)
            .build();
    plain = ExportGenerator.generate(spec().build(), folder.resolve("plain"));
  }

  @AfterAll
  static void stop() {
    if (host != null) {
      host.close();
    }
    if (azure != null) {
      azure.close();
    }
  }

  @BeforeEach
  void forget() {
    azure.proxy.reset();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void everyFormatIsReadToTheLastDigit(ExportFormat format) {
    Generated made = ExportGenerator.generate(spec().format(format).build(), folder.resolve("format-" + format.text()));
    Place place = azure.connected(host, made.folder());

    assertThat(Hosts.collect(place.organisation())).extracting(Run::state).containsOnly(Run.State.PUBLISHED);

    assertTotals(place.organisation(), made.totals());
    assertThat(Hosts.collect(place.organisation())).extracting(Run::state).containsOnly(Run.State.UNCHANGED);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("each answer comes 200 ms late", (Runnable) () -> azure.proxy.fault(s -> true, 1000, FaultProxy.delay(200))),
        Arguments.of("connections end without an answer", (Runnable) () -> azure.proxy.fault(PARTS, 2, FaultProxy.drop())),
        Arguments.of("answers end in the middle", (Runnable) () -> azure.proxy.fault(PARTS, 3, FaultProxy.truncate(20_001))),
        Arguments.of(
            "too many requests",
            (Runnable) () -> azure.proxy.fault(s -> true, 2, FaultProxy.status(429, "TooManyRequests", "Retry-After", "1"))),
        Arguments.of(
            "the server is busy",
            (Runnable) () -> azure.proxy.fault(s -> true, 2, FaultProxy.status(503, "ServerBusy", "x-ms-retry-after-ms", "300"))),
        Arguments.of(
            "the server fails", (Runnable) () -> azure.proxy.fault(PARTS, 2, FaultProxy.status(500, "InternalError", null, null))),
        Arguments.of("the etag of an answer is another one", (Runnable) () -> azure.proxy.fault(PARTS, 1, FaultProxy.otherEtag())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void noFaultLosesOrDoublesARow(String name, Runnable fault) {
    Place place = azure.connected(host, plain.folder());
    fault.run();

    List<Run> runs = Hosts.collect(place.organisation());

    assertThat(runs).extracting(Run::state).containsOnly(Run.State.PUBLISHED);
    assertTotals(place.organisation(), plain.totals());
  }

  @Test
  void aStoreThatFailsForGoodPublishesNothingAndSaysWhatToGrant() {
    Place place = azure.connected(host, plain.folder());
    Hosts.collect(place.organisation());
    azure.azurite.upload(
        ExportGenerator.generate(spec().seed(8).build(), folder.resolve("other")).folder(), place.container(), "focus/");
    azure.proxy.fault(PARTS, 1000, FaultProxy.status(403, "AuthorizationPermissionMismatch", null, null));

    List<Run> runs = Hosts.collect(place.organisation());

    assertThat(runs)
        .filteredOn(r -> r.state() == Run.State.FAILED)
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.advice()).contains("Storage Blob Data Reader"));
    assertTotals(place.organisation(), plain.totals());
  }

  /** Overwrite mode: the run goes and a newer one comes while it is read. */
  @Test
  void aRunThatIsReplacedWhileItIsReadIsNeverMixedWithTheNewOne() {
    Generated both =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(41).rowsPerMonth(2_000).partsPerRun(4).layout(RunLayout.appending(2)).build(),
            folder.resolve("both"));
    GeneratedRun old = both.runs().get(0);
    GeneratedRun fresh = both.runs().get(1);
    Place place = azure.connected(host, both.folder());
    delete(place.container(), both, fresh);
    AtomicBoolean replaced = new AtomicBoolean();
    azure.proxy.fault(
        PARTS.and(s -> s.uri().getPath().endsWith(".csv") || s.uri().getPath().endsWith(".gz")),
        1,
        (exchange, answer) -> {
          delete(place.container(), both, old);
          azure.azurite.upload(both.folder(), place.container(), "focus/");
          delete(place.container(), both, old);
          replaced.set(true);
          FaultProxy.delay(0).answer(exchange, answer);
        });

    List<Run> runs = Hosts.collect(place.organisation());

    assertThat(replaced).isTrue();
    assertThat(runs).filteredOn(r -> r.state() == Run.State.PUBLISHED).extracting(Run::id).containsExactly(fresh.runId());
    assertTotals(place.organisation(), fresh.totals());
  }

  static Stream<Arguments> lives() {
    return Stream.of(
        Arguments.of(RunLayout.appending(3), new Fault[0]),
        Arguments.of(RunLayout.appending(2), new Fault[] {Fault.MIXED_DEPTH}),
        Arguments.of(null, new Fault[] {Fault.SUPERSEDED_RUNS}),
        Arguments.of(null, new Fault[] {Fault.RESTATED_MONTH}),
        Arguments.of(null, new Fault[] {Fault.LATE_DATA}),
        Arguments.of(null, new Fault[] {Fault.EMPTY_RUN}),
        Arguments.of(null, new Fault[] {Fault.OLD_MANIFEST}));
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("lives")
  void theRunThatCountsIsTheOneRead(RunLayout layout, Fault[] faults) {
    GeneratorSpec.Builder spec = spec().faults(faults);
    Generated made =
        ExportGenerator.generate((layout == null ? spec : spec.layout(layout)).build(), folder.resolve("life-" + System.nanoTime()));
    Place place = azure.connected(host, made.folder());

    Hosts.collect(place.organisation());

    assertTotals(place.organisation(), made.totals());
  }

  static Stream<Arguments> unfinished() {
    return Stream.of(
        Arguments.of(Fault.ZERO_BYTE_MANIFEST, Run.State.INCOMPLETE),
        Arguments.of(Fault.MISSING_PART, Run.State.INCOMPLETE),
        Arguments.of(Fault.SHORT_PART, Run.State.INCOMPLETE),
        Arguments.of(Fault.ONE_TIME_EXPORT, Run.State.AMBIGUOUS),
        Arguments.of(Fault.TWO_VERSIONS, Run.State.AMBIGUOUS));
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void whatIsNotCompleteOrNotClearIsNotSummed(Fault fault, Run.State state) {
    Generated made = ExportGenerator.generate(spec().faults(fault).build(), folder.resolve("unfinished-" + fault.text()));
    Place place = azure.connected(host, made.folder());

    assertThat(Hosts.collect(place.organisation())).extracting(Run::state).contains(state);

    if (state == Run.State.INCOMPLETE) {
      assertTotals(place.organisation(), made.totals());
    }
  }

  @Test
  void aRunWhoseManifestAndPartsComeLateIsPublishedWhenAllAreThere() {
    Generated made = ExportGenerator.generate(spec().months(1).build(), folder.resolve("late"));
    GeneratedRun run = made.newest();
    Place place = azure.connected(host, made.folder());
    String manifest = name(made, run.manifest());
    String part = name(made, run.parts().get(0).file());
    BlobContainerClient container = place.container();

    container.getBlobClient(manifest).delete();
    assertThat(Hosts.collect(place.organisation())).isEmpty();
    Azurite.put(container, manifest, run.manifest());
    container.getBlobClient(part).delete();
    assertThat(Hosts.collect(place.organisation())).extracting(Run::state).containsExactly(Run.State.INCOMPLETE);
    Azurite.put(container, part, run.parts().get(0).file());
    assertThat(Hosts.collect(place.organisation())).extracting(Run::state).containsExactly(Run.State.PUBLISHED);

    assertTotals(place.organisation(), made.totals());
  }

  @Test
  void aClosedMonthThatIsRestatedIsShownAsADifference() {
    Generated made = ExportGenerator.generate(spec().faults(Fault.RESTATED_MONTH).build(), folder.resolve("restated"));
    GeneratedRun after =
        made.runs().stream().filter(r -> r.winner() && made.runs().stream().anyMatch(o -> o != r && o.month().equals(r.month()))).findFirst().orElseThrow();
    GeneratedRun before = made.runs().stream().filter(r -> r != after && r.month().equals(after.month())).findFirst().orElseThrow();
    Place place = azure.connected(host, made.folder());
    delete(place.container(), made, after);
    Hosts.collect(place.organisation());
    azure.azurite.upload(made.folder(), place.container(), "focus/");
    Hosts.collect(place.organisation());

    ReceiptDiff diff = place.organisation().diff(before.runId(), after.runId());

    ReceiptDiff.Total billed =
        diff.totals().stream().filter(t -> t.metric().equals("BilledCost")).findFirst().orElseThrow();
    assertThat(billed.before()).isEqualByComparingTo(before.totals().sum(Metric.BILLED_COST, billed.unit()));
    assertThat(billed.after()).isEqualByComparingTo(after.totals().sum(Metric.BILLED_COST, billed.unit()));
    assertThat(diff.services()).isNotEmpty();
    assertTotals(place.organisation(), made.totals());
  }

  @Test
  void everyReadCanBeMatchedWithTheLogOfTheAccount() {
    Place place = azure.connected(host, plain.folder());
    Organisation organisation = place.organisation();
    Hosts.collect(organisation);
    organisation.sql("SELECT COUNT(*) FROM focus", SqlLimits.DEFAULT);

    List<AuditEvent> reads =
        organisation.audit().stream().map(e -> e.event()).filter(e -> e.type().equals("exports.read")).toList();

    assertThat(reads).hasSize(3).allSatisfy(e -> assertThat(e.subject()).isEqualTo("azure"));
    assertThat(reads).extracting(e -> e.details().get("application")).containsOnly("Plimsoll");
    long recorded = reads.stream().mapToLong(e -> Long.parseLong(e.details().get("requests"))).sum();
    assertThat(recorded).isEqualTo(azure.proxy.seen().size());
    assertThat(azure.proxy.seen())
        .allSatisfy(
            s -> {
              String id = s.headers().get("x-ms-client-request-id");
              assertThat(reads).anyMatch(e -> id.startsWith(e.details().get("requestIds").replace("*", "")));
              assertThat(s.headers().get("user-agent")).startsWith("Plimsoll ");
              assertThat(s.method()).isIn("GET", "HEAD");
            });
    assertThat(organisation.audit().toString()).doesNotContain("eyJ");
  }

  private static GeneratorSpec.Builder spec() {
    return GeneratorSpec.builder(TODAY).seed(7).months(2).rowsPerMonth(400).partsPerRun(2);
  }

  private static void delete(BlobContainerClient container, Generated made, GeneratedRun run) {
    String prefix = name(made, run.folder()) + "/";
    for (BlobItem item : container.listBlobs()) {
      if (item.getName().startsWith(prefix)) {
        container.getBlobClient(item.getName()).deleteIfExists();
      }
    }
  }

  private static String name(Generated made, Path file) {
    return "focus/" + made.folder().relativize(file).toString().replace('\\', '/');
  }

  /** Every metric's total in every currency, to the last digit. */
  private static void assertTotals(Organisation organisation, Totals expected) {
    for (Metric metric : List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST, Metric.LIST_COST, Metric.CONTRACTED_COST)) {
      CostResult result = organisation.costs(CostQuery.of(metric, ALL));
      Set<String> currencies = new TreeSet<>();
      expected.all().stream().filter(t -> t.metric() == metric && t.amount().signum() != 0).forEach(t -> currencies.add(t.unit()));
      for (String currency : currencies) {
        BigDecimal found =
            result.totals().stream().filter(t -> currency.equals(t.unit())).map(CostResult.Total::value).findFirst().orElse(BigDecimal.ZERO);
        assertThat(found).as("%s in %s", metric, currency).isEqualByComparingTo(expected.sum(metric, currency));
      }
    }
  }
}
