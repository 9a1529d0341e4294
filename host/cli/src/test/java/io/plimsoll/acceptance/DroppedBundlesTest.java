package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that come, change and go while a host with all its bundles works for organisations. */
@Timeout(120)
class DroppedBundlesTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 12, 1));

  @TempDir Path folder;
  private final BlockingQueue<BundleEvent> told = new LinkedBlockingQueue<>();
  private Path drop;
  private Path exports;
  private Plimsoll host;

  @BeforeEach
  void start() throws Exception {
    drop = Files.createDirectory(folder.resolve("drop"));
    exports = folder.resolve("exports");
    ExportGenerator.generate(GeneratorSpec.builder(TODAY).seed(5).months(2).rowsPerMonth(300).build(), exports);
    host =
        Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles()).bundles(drop).onBundle(told::add)
            .lookAtBundlesEvery(Duration.ofMillis(20)).readers(2).build();
    assertThat(told).allMatch(e -> e.outcome() == Outcome.ACTIVE).hasSizeGreaterThanOrEqualTo(11);
    told.clear();
  }

  @AfterEach
  void close() {
    host.close();
  }

  private BundleEvent next() throws InterruptedException {
    BundleEvent event = told.poll(20, TimeUnit.SECONDS);
    assertThat(event).as("an event").isNotNull();
    return event;
  }

  private Organisation organisation(String name) {
    return Hosts.connected(host, name, Plan.ENTERPRISE, exports);
  }

  private long calls(String plugin, String kind, String version) {
    return host.plugins().stream()
        .filter(p -> p.name().equals(plugin) && p.kind().equals(kind) && p.version().equals(version))
        .mapToLong(PluginStatus::calls)
        .sum();
  }

  private static List<CostRow> costs(Organisation organisation) {
    return organisation.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceName")).rows();
  }

  @Test
  void anOrganisationThatIsPinnedStaysOnItsVersionWhileAnotherGetsTheNewOne() throws Exception {
    // given
    Organisation acme = organisation("acme");
    Organisation beta = organisation("beta");
    RenamedBundle.version("reader-csv", "0.2.0", drop.resolve("csv-next.jar"));
    assertThat(next().outcome()).isEqualTo(Outcome.ACTIVE);

    // when
    assertThat(acme.pin("csv", "[0.1,0.2)")).containsExactly(new PluginPin("csv", "ExportReader", "[0.1,0.2)"));
    assertThat(Hosts.collect(acme)).extracting(Run::state).containsOnly(Run.State.PUBLISHED);

    // then
    long old = calls("csv", "ExportReader", "0.1.0");
    assertThat(old).isPositive();
    long constructed = calls("csv", "ExportReader", "0.2.0");
    assertThat(Hosts.collect(beta)).extracting(Run::state).containsOnly(Run.State.PUBLISHED);
    assertThat(calls("csv", "ExportReader", "0.1.0")).isEqualTo(old);
    assertThat(calls("csv", "ExportReader", "0.2.0")).isGreaterThan(constructed);
    assertThat(costs(acme)).isEqualTo(costs(beta)).isNotEmpty();
    assertThat(acme.audit()).anyMatch(
        e -> e.event().type().equals("plugin.pinned") && e.event().details().get("range").equals("[0.1,0.2)"));

    // when the pin is off
    assertThat(acme.pin("csv", null)).isEmpty();
    assertThat(beta.pins()).isEmpty();
  }

  @Test
  void aPinThatCannotHoldIsRefusedWithTheReason() {
    Organisation acme = organisation("acme");

    PlimsollException bare = catchThrowableOfType(PlimsollException.class, () -> acme.pin("csv", "0.1"));
    assertThat(bare.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(bare).hasMessageStartingWith("'0.1' is no range of versions: to OSGi it means 0.1 or any later version");
    assertThatThrownBy(() -> acme.pin("csv", "[7,8)"))
        .hasMessage("No version of csv that is loaded is in [7,8); here is 0.1.0.");
    assertThatThrownBy(() -> acme.pin("cvs", "[0.1,1)")).hasMessage("There is no plug-in cvs.");
    assertThatThrownBy(() -> acme.pin("csv", null)).hasMessage("acme is not pinned to any version of csv.");
    PlimsollException twice = catchThrowableOfType(PlimsollException.class, () -> acme.pin("parquet", "[0.1,1)"));
    assertThat(twice).hasMessage("Plug-ins of 2 kinds have the name parquet.");
    assertThat(twice.advice()).isEqualTo("Name one of them: ExportReader/parquet, TableWriter/parquet.");
    assertThat(acme.pin("TableWriter/parquet", "[0.1,1)")).hasSize(1);
  }

  @Test
  void anEngineIsUpgradedUnderOpenRollupsAndEveryAnswerStaysTheSame() throws Exception {
    // given
    Organisation acme = organisation("acme");
    Hosts.collect(acme);
    List<CostRow> before = costs(acme);

    // when
    RenamedBundle.version("engine-columnar", "0.2.0", drop.resolve("engine.jar"));
    assertThat(next().bundle().version()).isEqualTo("0.2.0");

    // then
    assertThat(costs(acme)).isEqualTo(before).isNotEmpty();
    assertThat(calls("columnar", "CostEngine", "0.2.0")).isGreaterThan(1);

    // when it is upgraded in place, once more
    RenamedBundle.version("engine-columnar", "0.3.0", drop.resolve("engine.jar"));
    assertThat(next().outcome()).isEqualTo(Outcome.UPDATED);

    // then the rollups that 0.2.0 had open are let go, and it with them
    assertThat(costs(acme)).isEqualTo(before);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (calls("columnar", "CostEngine", "0.2.0") > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(host.plugins())
        .filteredOn(p -> p.name().equals("columnar"))
        .extracting(PluginStatus::version, PluginStatus::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("0.3.0", PluginStatus.State.ACTIVE),
            org.assertj.core.groups.Tuple.tuple("0.1.0", PluginStatus.State.ACTIVE));
  }

  @Test
  void aNativeBundleWaitsForARestartAndSaysSo() throws Exception {
    // when
    RenamedBundle.version("region-local", "0.2.0", drop.resolve("region.jar"));
    BundleEvent event = next();

    // then
    assertThat(event.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(event.bundle().state()).isEqualTo(BundleStatus.State.RESTART);
    assertThat(event.bundle().reasons()).singleElement().asString().startsWith("it takes effect when the host starts again");
    assertThat(host.plugins()).filteredOn(p -> p.kind().equals("RegionalBackend")).hasSize(1);
    assertThat(organisation("acme").pins()).isEmpty();
  }

  @Test
  void whatBecomesOfJarsIsOnRecordInTheHostsOwnAuditTrail() throws Exception {
    // when
    RenamedBundle.version("detector-new-charge", "0.2.0", drop.resolve("detector.jar"));
    next();
    Files.writeString(drop.resolve("bad.jar"), "no jar");
    next();
    Files.delete(drop.resolve("detector.jar"));
    next();
    host.close();

    // then
    StringBuilder trail = new StringBuilder();
    try (var files = Files.walk(folder.resolve("home/audit"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        trail.append(Files.readString(file));
      }
    }
    assertThat(trail)
        .containsSubsequence("bundle.active", "detector.jar", "bundle.rejected", "bad.jar", "bundle.removed", "detector.jar");
  }

  @Test
  void aListenerThatFailsHarmsNobody() throws Exception {
    host.close();
    host =
        Plimsoll.builder().home(folder.resolve("other")).bundles(Hosts.bundles()).bundles(drop)
            .onBundle(
                event -> {
                  told.add(event);
                  if (event.bundle().folder().equals(drop.toString())) {
                    throw new IllegalStateException("a listener of an embedder");
                  }
                })
            .lookAtBundlesEvery(Duration.ofMillis(20)).build();
    told.clear();

    RenamedBundle.version("reader-csv", "0.2.0", drop.resolve("a.jar"));
    assertThat(next().outcome()).isEqualTo(Outcome.ACTIVE);
    RenamedBundle.version("reader-csv", "0.3.0", drop.resolve("b.jar"));
    assertThat(next().outcome()).isEqualTo(Outcome.ACTIVE);
  }
}
