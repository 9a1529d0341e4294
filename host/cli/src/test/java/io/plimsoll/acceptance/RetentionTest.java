package io.plimsoll.acceptance;

import static io.plimsoll.acceptance.ExportRows.column;
import static io.plimsoll.acceptance.ExportRows.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of five months under a plan of 90 days. */
class RetentionTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final LocalDate KEPT_FROM = LocalDate.of(2025, 8, 22);
  private static final Period ALL = new Period(LocalDate.of(2025, 5, 1), LocalDate.of(2025, 12, 1));

  @TempDir Path folder;
  private Plimsoll host;
  private Organisation acme;
  private Generated generated;
  private ExportRows rows;

  @BeforeEach
  void collectFiveMonths() throws IOException {
    generated =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(31).months(5).rowsPerMonth(400).partsPerRun(2)
                .accounts(new BillingAccount("Contoso", "EUR"), new BillingAccount("Contoso US", "USD")).build(),
            folder.resolve("exports"));
    rows = ExportRows.of(generated.winners());
    for (GeneratedRun run : generated.runs()) {
      PartContent.settle(run);
    }
    host = Hosts.start(folder.resolve("home"), TODAY);
    acme = Hosts.connected(host, "acme", Plan.CORE, generated.folder());
    assertThat(Hosts.collect(acme)).hasSize(10).extracting(Run::state).containsOnly(Run.State.PUBLISHED);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aDryRunSaysWhatWouldGoAndRemovesNothing() throws IOException {
    // given
    Set<String> rollups = rollups();
    int anomalies = acme.anomalies(ALL).size();

    // when
    RetentionReport report = acme.applyRetention(true);

    // then: the days of each publication from its first charge on
    assertThat(report.dryRun()).isTrue();
    assertThat(report.held()).isFalse();
    RetentionReport.Line costs = line(report, DataClass.COSTS);
    assertThat(costs.keptFrom()).isEqualTo(KEPT_FROM);
    assertThat(costs.removed()).isBetween(100L, 120L);
    assertThat(rollups()).isEqualTo(rollups);
    assertThat(acme.anomalies(ALL)).hasSize(anomalies);
    requireShown(rows);
  }

  @Test
  void theRunRemovesJustTheDaysBeforeTheWindow() throws IOException {
    // given
    RetentionReport announced = acme.applyRetention(true);
    long bytes = bytes();

    // when
    RetentionReport report = acme.applyRetention(false);

    // then
    assertThat(line(report, DataClass.COSTS).removed()).isEqualTo(line(announced, DataClass.COSTS).removed());
    assertThat(line(report, DataClass.ANOMALIES).removed()).isEqualTo(line(announced, DataClass.ANOMALIES).removed());
    requireShown(rows.between(KEPT_FROM, ALL.to()));
    assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, new Period(ALL.from(), KEPT_FROM))).rows()).isEmpty();
    assertThat(rollups()).noneMatch(name -> name.startsWith("2025-07")).hasSize(8);
    assertThat(bytes() + line(report, DataClass.COSTS).bytes()).isEqualTo(bytes);
    assertThat(acme.anomalies(new Period(ALL.from(), KEPT_FROM)))
        .allSatisfy(anomaly -> assertThat(anomaly.days().to()).isAfter(KEPT_FROM));

    // and a second run finds nothing more
    assertThat(line(acme.applyRetention(false), DataClass.COSTS).removed()).isZero();
    requireShown(rows.between(KEPT_FROM, ALL.to()));
  }

  @Test
  void sqlDoesNotShowRemovedDaysEither() {
    // when
    acme.applyRetention(false);

    // then
    ExportRows kept = rows.between(KEPT_FROM, ALL.to());
    for (String table : List.of("focus", "rollup")) {
      List<Object> first =
          List.copyOf(
              acme.sql(
                      "SELECT MIN(ChargePeriodStart)::DATE, " + (table.equals("focus") ? "COUNT(*)" : "SUM(x_Rows)")
                          + ", SUM(BilledCost) FROM " + table + " WHERE BillingCurrency = 'EUR'",
                      SqlLimits.DEFAULT)
                  .rows().get(0));
      assertThat(first.get(0)).as(table).hasToString(KEPT_FROM.toString());
      ExportRows euros = kept.where(row -> row.get("BillingCurrency").equals("EUR"));
      assertThat(new BigDecimal(first.get(1).toString())).as("rows of %s", table)
          .isEqualByComparingTo(BigDecimal.valueOf(euros.rows().size()));
      assertThat(new BigDecimal(first.get(2).toString())).as(table)
          .isEqualByComparingTo(euros.sum("BilledCost", row -> "").get(List.of("")));
    }
  }

  @Test
  void collectingAgainReadsNothingAndBringsNothingBack() throws IOException {
    // given: parts that would fail if anybody read them
    acme.applyRetention(false);
    Set<String> rollups = rollups();
    for (GeneratedRun run : generated.runs()) {
      PartContent.replaceUnnoticed(run);
    }

    // when
    List<Run> again = Hosts.collect(acme);

    // then
    assertThat(again.stream().collect(Collectors.groupingBy(Run::state, Collectors.counting())))
        .containsOnlyKeys(Run.State.EXPIRED, Run.State.UNCHANGED)
        .containsEntry(Run.State.EXPIRED, 2L);
    assertThat(rollups()).isEqualTo(rollups);
    requireShown(rows.between(KEPT_FROM, ALL.to()));
  }

  @Test
  void aMonthWhoseKeptPartHasNoChargesIsNotReadAgain() throws IOException {
    // given: August ends on the 15th, and is kept from the 22nd on
    for (GeneratedRun run : generated.runs()) {
      if (run.month().equals(YearMonth.of(2025, 8))) {
        ExportEditor.rewrite(
            run,
            row -> {
              if (row.get("ChargePeriodStart").compareTo("2025-08-16") >= 0) {
                row.replaceAll((column, cell) -> cell.replaceFirst("^2025-0[89]-\\d\\d(?=T)", "2025-08-15"));
                row.put("BillingPeriodStart", "2025-08-01T00:00:00Z");
                row.put("BillingPeriodEnd", "2025-09-01T00:00:00Z");
                row.put("ChargePeriodEnd", "2025-08-16T00:00:00Z");
              }
              return row;
            });
        PartContent.settle(run);
      }
    }
    assertThat(august(Hosts.collect(acme))).containsOnly(Run.State.PUBLISHED);

    // when: removed, and then nobody could read it
    acme.applyRetention(false);
    assertThat(rollups()).noneMatch(name -> name.startsWith("2025-08"));
    for (GeneratedRun run : generated.runs()) {
      PartContent.replaceUnnoticed(run);
    }

    // then
    for (int again = 0; again < 2; again++) {
      assertThat(august(Hosts.collect(acme))).containsOnly(Run.State.EXPIRED);
    }
    assertThat(rollups()).noneMatch(name -> name.startsWith("2025-08"));
    // Bills of September hold charges of late August too.
    requireShown(
        rows.between(KEPT_FROM, ALL.to()).where(row -> !row.get("BillingPeriodStart").startsWith("2025-08")));
  }

  private static List<Run.State> august(List<Run> runs) {
    return runs.stream().filter(r -> r.period().equals(LocalDate.of(2025, 8, 1))).map(Run::state).toList();
  }

  @Test
  void aRunThatIsExportedAnewBringsBackNoRemovedDay() throws IOException {
    // given
    acme.applyRetention(false);
    for (GeneratedRun run : generated.runs()) {
      if (run.month().equals(YearMonth.of(2025, 8)) || run.month().equals(YearMonth.of(2025, 7))) {
        for (GeneratedRun.Part part : run.parts()) {
          Files.setLastModifiedTime(part.file(), FileTime.from(Instant.parse("2025-11-20T10:00:00Z")));
        }
      }
    }

    // when
    List<Run> again = Hosts.collect(acme);

    // then
    assertThat(again).as("%s", again).filteredOn(r -> r.period().equals(LocalDate.of(2025, 8, 1))).hasSize(2)
        .extracting(Run::state).containsOnly(Run.State.PUBLISHED);
    assertThat(again).filteredOn(r -> r.period().equals(LocalDate.of(2025, 7, 1))).hasSize(2)
        .extracting(Run::state).containsOnly(Run.State.EXPIRED);
    requireShown(rows.between(KEPT_FROM, ALL.to()));
  }

  @Test
  void underAHoldNothingIsRemoved() throws IOException {
    // given
    host.hold("acme", true, Hosts.ANN);
    Set<String> rollups = rollups();

    // when
    RetentionReport report = acme.applyRetention(false);

    // then
    assertThat(report.held()).isTrue();
    assertThat(rollups()).isEqualTo(rollups);
    requireShown(rows);
  }

  private void requireShown(ExportRows expected) {
    CostResult answer = acme.costs(CostQuery.of(Metric.EFFECTIVE_COST, ALL).by("ServiceName").granularity(Granularity.DAY));
    assertThat(ExportRows.of(answer))
        .isEqualTo(
            expected.sum(
                "EffectiveCost", row -> ExportRows.day(row).toString(), column("ServiceName"), column("BillingCurrency")));
    // columns in which many rows have no value
    assertThat(
            ExportRows.of(
                acme.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("ChargeClass", "SubAccountId", "x_SkuTerm", "tag:env"))))
        .isEqualTo(
            expected.sum(
                "BilledCost", column("ChargeClass"), column("SubAccountId"), column("x_SkuTerm"), tag("env"),
                column("BillingCurrency")));
  }

  private Set<String> rollups() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/regions/westeurope/acme/rollups"))) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (String name : rollups()) {
      bytes += Files.size(folder.resolve("home/regions/westeurope/acme/rollups").resolve(name));
    }
    return bytes;
  }

  private static RetentionReport.Line line(RetentionReport report, DataClass dataClass) {
    return report.lines().stream().filter(l -> l.dataClass() == dataClass).findFirst().orElseThrow();
  }
}
