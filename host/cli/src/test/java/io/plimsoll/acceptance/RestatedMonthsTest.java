package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.fault.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months that are exported again after their end: found without anybody telling, and told as a change. */
class RestatedMonthsTest {
  private static final YearMonth OCTOBER = YearMonth.of(2025, 10);

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2025-11-03T06:00:00Z"));

  @Test
  void t41t46TheChangeOfAClosedMonthIsToldInASentence() throws IOException {
    Rerun october = rerun(LocalDate.of(2025, 11, 20));
    clock.set(Instant.parse("2025-11-20T12:00:00Z"));
    try (Plimsoll host = host(false)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, october.made().folder());
      assertThat(Hosts.collect(acme)).extracting(Run::message).containsOnly("");

      october.show();
      List<Run> runs = Hosts.collect(acme);

      assertThat(runs).filteredOn(r -> r.state() == Run.State.PUBLISHED).singleElement()
          .satisfies(r -> assertToldAndTrue(acme, october, r));
      assertTotals(acme, october.made());
      assertThat(acme.audit()).map(e -> e.event())
          .filteredOn(e -> e.type().equals("run.published") && e.details().containsKey("change")).hasSize(2);
    }
  }

  /** Azure runs on days 1 to 5 once more for the month before and lists that nowhere; no event arrives behind a private endpoint. */
  @Test
  void t41t52AHiddenRunOfTheFirstDaysIsFoundByAskingOnSchedule() throws IOException {
    Rerun october = rerun(LocalDate.of(2025, 11, 3));
    try (Plimsoll host = host(true)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, october.made().folder());
      clock.advance(Duration.ofMinutes(1));
      await(() -> hasEndedACollection(acme));
      assertThat(isPublished(acme, october.before())).isTrue();

      october.show();
      clock.set(Instant.parse("2025-11-03T18:00:00Z"));
      await(() -> isPublished(acme, october.after()));

      Run run = october(acme, october.after()).findFirst().orElseThrow();
      assertThat(run.state()).isEqualTo(Run.State.PUBLISHED);
      assertToldAndTrue(acme, october, run);
      assertTotals(acme, october.made());
    }
  }

  private static void assertToldAndTrue(Organisation acme, Rerun october, Run run) {
    ReceiptDiff diff = acme.diff(october.before().runId(), october.after().runId());
    BigDecimal change =
        october.after().totals().sum(Metric.BILLED_COST, "EUR").subtract(october.before().totals().sum(Metric.BILLED_COST, "EUR"));
    long services =
        diff.services().stream().filter(s -> s.metric().equals("BilledCost")).count();
    assertThat(change).isNotZero();
    String amount = (change.signum() > 0 ? "+" : "-") + String.format(java.util.Locale.ROOT, "%,.2f", change.abs().setScale(2, RoundingMode.HALF_UP));

    assertThat(diff.summary())
        .isEqualTo(
            "October 2025 changed by " + amount + " EUR in " + services + (services == 1 ? " service" : " services")
                + " between run " + october.before().runId() + " and run " + october.after().runId() + ".");
    assertThat(run.message()).isEqualTo(diff.summary());
    assertThat(run.advice())
        .isEqualTo("See which: plimsoll receipt ORG 2025-10 --diff " + october.before().runId() + " " + october.after().runId() + ".");
  }

  private static boolean hasEndedACollection(Organisation acme) {
    return acme.audit().stream().map(e -> e.event())
        .anyMatch(e -> e.type().equals("collection.run") && e.outcome() == AuditEvent.Outcome.DONE);
  }

  private static Stream<Run> october(Organisation acme, GeneratedRun run) {
    return acme.runs().stream().filter(r -> r.id().equals(run.runId()) && r.period().equals(OCTOBER.atDay(1)));
  }

  private static boolean isPublished(Organisation acme, GeneratedRun run) {
    return october(acme, run).anyMatch(r -> r.state() == Run.State.PUBLISHED);
  }

  private static void assertTotals(Organisation acme, Generated made) {
    CostResult result =
        acme.costs(CostQuery.of(Metric.BILLED_COST, new Period(LocalDate.of(2025, 8, 1), LocalDate.of(2026, 1, 1))));
    assertThat(result.totals()).singleElement()
        .satisfies(t -> assertThat(t.value()).isEqualByComparingTo(made.totals().sum(Metric.BILLED_COST, "EUR")));
  }

  /** Two runs of October, of which the later one lies aside until it is shown. */
  private record Rerun(Generated made, GeneratedRun before, GeneratedRun after, Path aside) {
    void show() throws IOException {
      Files.move(aside, after.folder());
    }
  }

  private Rerun rerun(LocalDate today) throws IOException {
    Generated made =
        ExportGenerator.generate(
            GeneratorSpec.builder(today).seed(7).months(2).rowsPerMonth(300).partsPerRun(2)
                .accounts(new BillingAccount("Acme", "EUR")).faults(Fault.RESTATED_MONTH).build(),
            folder.resolve("exports"));
    List<GeneratedRun> runs =
        made.runs().stream().filter(r -> r.month().equals(OCTOBER)).sorted(Comparator.comparing(GeneratedRun::submitted)).toList();
    assertThat(runs).hasSize(2);
    Path aside = folder.resolve("aside");
    Files.move(runs.get(1).folder(), aside);
    return new Rerun(made, runs.get(0), runs.get(1), aside);
  }

  private Plimsoll host(boolean scheduled) {
    Plimsoll.Builder builder = Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles()).clock(clock).readers(2);
    return (scheduled ? builder.scheduled(Duration.ofMillis(50)) : builder).build();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("nothing came of it within a minute").isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
