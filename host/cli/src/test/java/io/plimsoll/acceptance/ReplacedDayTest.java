package io.plimsoll.acceptance;

import static io.plimsoll.acceptance.ExportRows.column;
import static io.plimsoll.acceptance.ExportRows.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.CollectRequest.Progress;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** October comes as 31 runs of a day each. When one day is exported again, that day is read and no other. */
class ReplacedDayTest {
  /** A plan of 90 days keeps the days from the 10th on. */
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 8);

  private static final YearMonth OCTOBER = YearMonth.of(2025, 10);
  private static final Period ALL = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2025, 12, 1));

  @TempDir Path folder;
  private Plimsoll host;
  private Organisation acme;
  private Path exports;

  /** The run that counts for each day, by the day of the month from 0 on. */
  private List<GeneratedRun> days;

  private int replaced;

  @BeforeEach
  void collectOctober() throws IOException {
    exports = folder.resolve("exports");
    days =
        new ArrayList<>(
            ExportGenerator.generate(
                    GeneratorSpec.builder(TODAY).firstMonth(OCTOBER).months(1).seed(77).rowsPerMonth(3_100).partsPerRun(1)
                        .layout(RunLayout.ofDays()).build(),
                    exports)
                .runs());
    assertThat(days).hasSize(31);
    for (GeneratedRun run : days) {
      PartContent.settle(run);
    }
    host = Hosts.start(folder.resolve("home"), TODAY);
    acme = Hosts.connected(host, "acme", Plan.CORE, exports);
    ExportEditor.rewrite(days.get(4), change("ChargeFrequency", often -> "Fortnightly"));
    PartContent.settle(days.get(4));
    assertThat(Hosts.collect(acme)).extracting(Run::state).containsExactly(Run.State.PUBLISHED);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aDayThatIsExportedAgainIsReadAloneAndAllNumbersAreThoseOfAFullReading() throws IOException {
    // given
    Receipt before = acme.receipts(OCTOBER).get(0);
    ExportRows rowsBefore = ExportRows.of(days);
    replace(10, "again-10", change("EffectiveCost", cost -> new BigDecimal(cost).add(BigDecimal.ONE).toPlainString()));

    // when
    List<Progress> told = collectTold();

    // then
    assertThat(told).isNotEmpty().allSatisfy(p -> {
      assertThat(p.partsTotal()).isEqualTo(1);
      assertThat(p.rows()).isLessThanOrEqualTo(days.get(9).rows());
    });
    assertThat(rollups()).hasSize(2);
    Receipt after = acme.receipts(OCTOBER).get(0);
    requireLikeFresh(after, "fresh");
    assertThat(after.repaired()).containsEntry(DataQualityCode.VALUE_NOT_ALLOWED, days.get(4).rows());
    assertThat(before.repaired()).isEqualTo(after.repaired());

    // and the change is explained by its day alone
    ReceiptDiff diff = acme.diff(before.run().id(), after.run().id());
    ExportRows rows = ExportRows.of(days);
    assertThat(diff.days()).hasSize(1);
    assertThat(diff.days().get(0).day()).isEqualTo(OCTOBER.atDay(10));
    assertThat(diff.days().get(0).after().subtract(diff.days().get(0).before()))
        .isEqualByComparingTo(BigDecimal.valueOf(days.get(9).rows()));
    assertThat(diff.totals()).filteredOn(t -> t.metric().equals("EffectiveCost")).singleElement().satisfies(t -> {
      assertThat(t.before()).isEqualByComparingTo(total(rowsBefore, "EffectiveCost"));
      assertThat(t.after()).isEqualByComparingTo(total(rows, "EffectiveCost"));
    });

    // and a collection without news reads nothing
    days.forEach(ReplacedDayTest::spoil);
    assertThat(Hosts.collect(acme)).filteredOn(r -> r.state() != Run.State.SUPERSEDED).extracting(Run::state)
        .containsExactly(Run.State.UNCHANGED);
  }

  @Test
  void theOtherPartsAreNotOpened() throws IOException {
    // given: whoever reads another day fails
    ExportRows rows = ExportRows.of(days);
    GeneratedRun old = days.get(9);
    replace(10, "again-10", UnaryOperator.identity());
    days.stream().filter(run -> run != days.get(9)).forEach(ReplacedDayTest::spoil);
    spoil(old);

    // when
    List<Run> collected = Hosts.collect(acme);

    // then
    assertThat(collected).filteredOn(r -> r.state() == Run.State.PUBLISHED).extracting(Run::id)
        .containsExactly("again-10");
    assertThat(ExportRows.of(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceName").granularity(Granularity.DAY))))
        .isEqualTo(rows.sum("BilledCost", row -> ExportRows.day(row).toString(), column("ServiceName"), column("BillingCurrency")));
  }

  @Test
  void aPartThatIsOverwrittenInPlaceIsReadAloneToo() throws IOException {
    // given: the same run, another content
    ExportEditor.rewrite(days.get(20), change("BilledCost", cost -> "7.25"));

    // when
    List<Progress> told = collectTold();

    // then
    assertThat(told).isNotEmpty().allMatch(p -> p.partsTotal() == 1);
    requireLikeFresh(acme.receipts(OCTOBER).get(0), "fresh");
  }

  @Test
  void manyReplacedDaysDoNotBecomeManyFiles() throws IOException {
    for (int day = 1; day <= 10; day++) {
      // when
      String extra = day + ".5";
      replace(day, "again-" + day, change("EffectiveCost", cost -> new BigDecimal(cost).add(new BigDecimal(extra)).toPlainString()));
      List<Progress> told = collectTold();

      // then: the eighth replacement takes the seven before it with it
      int read = day == 8 ? 8 : 1;
      assertThat(told).as("day %d", day).isNotEmpty().allMatch(p -> p.partsTotal() == read);
      assertThat(rollups()).as("day %d", day).hasSize(day < 8 ? day + 1 : day - 6);
    }
    requireLikeFresh(acme.receipts(OCTOBER).get(0), "fresh");

    // and a day that is replaced again leaves its former piece
    replace(9, "again-9-2", change("EffectiveCost", cost -> "3"));
    collectTold();
    assertThat(rollups()).hasSize(4);
    requireLikeFresh(acme.receipts(OCTOBER).get(0), "fresh-2");

    // and with the organisation every file goes
    host.deleteOrganisation("acme", Hosts.ANN);
    assertThat(folder.resolve("home/regions/westeurope/acme")).doesNotExist();
  }

  @Test
  void aDayWhoseNewRunIsTakenAwayIsThatOfTheRunBefore() throws IOException {
    // given
    GeneratedRun first = days.get(9);
    replace(10, "again-10", change("EffectiveCost", cost -> "1"));
    Hosts.collect(acme);

    // when
    Files.move(days.get(9).folder(), folder.resolve("taken-away"));
    days.set(9, first);
    List<Progress> told = collectTold();

    // then
    assertThat(told).isNotEmpty().allMatch(p -> p.partsTotal() == 1);
    requireLikeFresh(acme.receipts(OCTOBER).get(0), "fresh");
  }

  @Test
  void aRunOfTheWholeMonthIsReadWhole() throws IOException {
    // given
    GeneratedRun month =
        ExportGenerator.generate(
                GeneratorSpec.builder(TODAY).firstMonth(OCTOBER).months(1).seed(77).rowsPerMonth(2_000).partsPerRun(3)
                    .layout(RunLayout.appending(1)).build(),
                exports)
            .runs().get(0);
    GeneratedRun newest = ExportEditor.again(month, "whole-month", Instant.parse("2025-11-05T05:00:00Z"));
    List<GeneratedRun> ofDays = days;
    days = List.of(newest);

    // when
    List<Progress> told = collectTold();

    // then
    assertThat(told).isNotEmpty().allMatch(p -> p.partsTotal() == 3);
    assertThat(rollups()).hasSize(1);
    requireLikeFresh(acme.receipts(OCTOBER).get(0), "fresh");

    // and a day of it that is exported again afterwards is read alone
    days = ofDays;
    replace(10, "tenth", change("EffectiveCost", cost -> "4"));
    assertThat(collectTold()).isNotEmpty().allMatch(p -> p.partsTotal() == 1);
    assertThat(rollups()).hasSize(2);
    ExportRows rest = ExportRows.of(List.of(newest)).where(row -> !ExportRows.day(row).equals(OCTOBER.atDay(10)));
    ExportRows all = new ExportRows(Stream.concat(rest.rows().stream(), ExportRows.of(List.of(days.get(9))).rows().stream()).toList());
    requireAnswers(acme, all);
  }

  @Test
  void aRollupThatWasLostOrDamagedIsMadeAnewFromTheExport() throws IOException {
    // given: two pieces, one of which is damaged before a third comes
    replace(10, "again-10", change("EffectiveCost", cost -> "1"));
    Hosts.collect(acme);
    for (Path file : rollups()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    replace(11, "again-11", change("EffectiveCost", cost -> "2"));

    // when
    List<Progress> told = collectTold();

    // then
    assertThat(told).isNotEmpty().allMatch(p -> p.partsTotal() == 31);
    assertThat(rollups()).hasSize(1);
    requireLikeFresh(acme.receipts(OCTOBER).get(0), "fresh");

    // and the same for a file that is gone
    Files.delete(rollups().get(0));
    assertThat(collectTold()).isNotEmpty().allMatch(p -> p.partsTotal() == 31);
    requireAnswers(acme, ExportRows.of(days));
  }

  @Test
  void retentionRemovesTheBytesOfReplacedDaysToo() throws IOException {
    // given: the 5th and the 20th replaced; the 5th that is not shown any more names a resource of its own
    ExportEditor.rewrite(days.get(4), change("ResourceName", name -> "canary-of-the-fifth"));
    ExportEditor.rewrite(days.get(14), change("ResourceName", name -> "stays"));
    Hosts.collect(acme);
    replace(5, "again-5", change("ResourceName", name -> "canary-of-the-new-fifth"));
    Hosts.collect(acme);
    replace(20, "again-20", change("EffectiveCost", cost -> "2"));
    Hosts.collect(acme);
    assertThat(contents()).contains("canary-of-the-fifth").contains("canary-of-the-new-fifth");

    // when
    acme.applyRetention(false);

    // then
    LocalDate keptFrom = OCTOBER.atDay(10);
    ExportRows kept = ExportRows.of(days).between(keptFrom, ALL.to());
    assertThat(contents()).doesNotContain("canary");
    requireAnswers(acme, kept);
    assertThat(acme.sql("SELECT SUM(x_Rows) FROM rollup", SqlLimits.DEFAULT).rows().get(0).get(0).toString())
        .isEqualTo(Integer.toString(kept.rows().size()));
    assertThat(acme.sql("SELECT COUNT(*) FROM focus", SqlLimits.DEFAULT).rows().get(0).get(0).toString())
        .isEqualTo(Integer.toString(kept.rows().size()));

    // and no collection brings them back, be there news or none
    assertThat(Hosts.collect(acme)).filteredOn(r -> r.state() != Run.State.SUPERSEDED).extracting(Run::state)
        .containsExactly(Run.State.UNCHANGED);
    replace(25, "again-25", change("EffectiveCost", cost -> "9"));
    assertThat(collectTold()).isNotEmpty().allMatch(p -> p.partsTotal() == 1);
    kept = ExportRows.of(days).between(keptFrom, ALL.to());
    requireAnswers(acme, kept);
    Receipt receipt = acme.receipts(OCTOBER).get(0);
    assertThat(receipt.rows()).isEqualTo(kept.rows().size());
    assertThat(receipt.parts()).hasSize(22);
  }

  @Test
  void theArchiveOfAnOrganisationHoldsEachDayOnce() throws IOException {
    // given
    replace(10, "again-10", change("EffectiveCost", cost -> "1"));
    Hosts.collect(acme);

    // when
    acme.export(folder.resolve("archive"));

    // then
    Map<String, BigDecimal> totals = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("archive/totals.csv")).stream().skip(1).toList()) {
      String[] cells = line.split(",");
      totals.merge(cells[4] + " " + cells[5], new BigDecimal(cells[6]), (a, b) -> {
        throw new AssertionError("two totals of " + cells[4] + " " + cells[5]);
      });
    }
    ExportRows rows = ExportRows.of(days);
    assertThat(totals.get("EffectiveCost EUR")).isEqualByComparingTo(total(rows, "EffectiveCost"));
    assertThat(totals.get("BilledCost EUR")).isEqualByComparingTo(total(rows, "BilledCost"));
  }

  /** Exports a day again, after all others. */
  private void replace(int day, String runId, UnaryOperator<Map<String, String>> change) throws IOException {
    Instant submitted = Instant.parse("2025-11-06T04:00:00Z").plusSeconds(3_600L * replaced++);
    GeneratedRun again = ExportEditor.again(days.get(day - 1), runId, submitted);
    ExportEditor.rewrite(again, change);
    PartContent.settle(again);
    days.set(day - 1, again);
  }

  private static UnaryOperator<Map<String, String>> change(String name, UnaryOperator<String> value) {
    return row -> {
      row.put(name, value.apply(row.get(name)));
      return row;
    };
  }

  private List<Progress> collectTold() {
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    List<Run> runs = acme.collect(new CollectRequest(null, told::add)).await().runs();
    assertThat(runs).filteredOn(r -> r.state() != Run.State.SUPERSEDED).extracting(Run::state)
        .containsExactly(Run.State.PUBLISHED);
    return List.copyOf(told);
  }

  /** Another organisation that sees the exports for the first time has the same receipt and gives the same answers. */
  private void requireLikeFresh(Receipt receipt, String name) {
    Organisation fresh = Hosts.connected(host, name, Plan.CORE, exports);
    Hosts.collect(fresh);
    Receipt full = fresh.receipts(OCTOBER).get(0);
    assertThat(receipt.parts()).isEqualTo(full.parts());
    assertThat(receipt.bytes()).isEqualTo(full.bytes());
    assertThat(receipt.rows()).isEqualTo(full.rows());
    assertThat(receipt.repaired()).isEqualTo(full.repaired());
    assertThat(receipt.examples()).isEqualTo(full.examples());
    assertThat(receipt.columns()).isEqualTo(full.columns());
    assertThat(receipt.unknownColumns()).isEqualTo(full.unknownColumns());
    assertThat(receipt.exact()).isEqualTo(full.exact());
    assertThat(receipt.totals()).usingElementComparator(
        (a, b) -> a.metric() == b.metric() && String.valueOf(a.unit()).equals(String.valueOf(b.unit())) ? a.value().compareTo(b.value()) : 1)
        .isEqualTo(full.totals());
    // Only who saw the month before can say how it changed.
    assertThat(receipt.run().message())
        .matches("(October 2025 changed by \\S+ EUR.* in \\d+ services? between run \\S+ and run \\S+\\. ?)?"
            + Pattern.quote(full.run().message()));
    assertThat(receipt.run().parts()).isEqualTo(full.run().parts());
    requireAnswers(acme, ExportRows.of(days));
    for (CostQuery query : questions()) {
      assertThat(acme.costs(query).rows()).as("%s", query).isEqualTo(fresh.costs(query).rows());
    }
  }

  private static void requireAnswers(Organisation organisation, ExportRows rows) {
    assertThat(ExportRows.of(organisation.costs(
            CostQuery.of(Metric.EFFECTIVE_COST, ALL).by("ServiceName").granularity(Granularity.DAY))))
        .isEqualTo(
            rows.sum("EffectiveCost", row -> ExportRows.day(row).toString(), column("ServiceName"), column("BillingCurrency")));
    assertThat(ExportRows.of(organisation.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("tag:env", "ResourceId"))))
        .isEqualTo(rows.sum("BilledCost", tag("env"), column("ResourceId"), column("BillingCurrency")));
    // a column that no rollup holds
    assertThat(ExportRows.of(organisation.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("SkuId"))))
        .isEqualTo(rows.sum("BilledCost", column("SkuId"), column("BillingCurrency")));
  }

  private static List<CostQuery> questions() {
    CostQuery costs = CostQuery.of(Metric.EFFECTIVE_COST, Period.month(OCTOBER));
    return List.of(
        costs.by("ResourceId").top(5),
        costs.by("ResourceId").top(5).granularity(Granularity.DAY),
        costs.by("tag:env", "RegionId").where(FilterParser.parse("ServiceCategory = 'Storage' or RegionId like 'west%'")),
        costs.during(new Period(OCTOBER.atDay(8), OCTOBER.atDay(12))).by("ServiceName").compare(CostQuery.Comparison.PREVIOUS),
        CostQuery.of(Metric.CONSUMED_QUANTITY, Period.month(OCTOBER)).by("ServiceName").granularity(Granularity.BILLING_PERIOD));
  }

  private static void spoil(GeneratedRun run) {
    try {
      PartContent.replaceUnnoticed(run);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static BigDecimal total(ExportRows rows, String metric) {
    return rows.sum(metric).get(List.of());
  }

  private List<Path> rollups() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/regions/westeurope/acme/rollups"))) {
      return files.toList();
    }
  }

  private String contents() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : rollups()) {
      all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }
}
