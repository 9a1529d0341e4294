package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.testkit.rows.BatchBuilder;
import io.plimsoll.testkit.rows.BatchRows;
import io.plimsoll.testkit.rows.PlainAnswer;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link CostEngine} must do: each answer is compared with one worked out row by row. */
public abstract class CostEngineContract extends PluginContract<CostEngine> {
  private static final LocalDate FIRST = LocalDate.of(2025, 9, 28);
  private static final Period ALL = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1));
  private static final List<Metric> METRICS = List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST, Metric.CONSUMED_QUANTITY);
  private static final List<String> KEYS =
      List.of("ServiceName", "SubAccountId", "Tags", "BillingPeriodStart", "BillingCurrency", "ConsumedUnit");
  private static final int BATCH = 97;

  @TempDir Path folder;

  /** For the authors of engines. */
  protected CostEngineContract() {
    super(CostEngine.class);
  }

  @Test
  void everyQuestionIsAnsweredToTheLastDigit() {
    List<Row> rows = rows(1, 700);
    try (Rollup rollup = rollup(rows, Filter.all(), true)) {
      for (CostQuery query : questions()) {
        assertAnswer(query, rows, List.of(rollup));
      }
    }
  }

  @Test
  void currenciesAreNeverAdded() {
    List<Row> rows =
        List.of(
            cost("2025-10-01", "Storage", "EUR", "1.5"), cost("2025-10-01", "Storage", "USD", "2.5"),
            cost("2025-10-02", "Storage", "EUR", "3"), cost("2025-10-02", "Storage", null, "7"));
    try (Rollup rollup = rollup(rows, Filter.all(), true)) {
      assertThat(plugin.answer(CostQuery.of(Metric.BILLED_COST, ALL), List.of(rollup)).rows())
          .as("one row for each currency, the largest first")
          .extracting(row -> row.unit() + " " + row.value())
          .containsExactly("null 7", "EUR 4.5", "USD 2.5");
    }
  }

  @Test
  void amountsOfAnyLengthAreExact() {
    String fine = "0." + "0".repeat(27) + "1";
    String large = "9".repeat(20);
    List<Row> rows =
        List.of(
            cost("2025-10-01", "s", "EUR", fine), cost("2025-10-01", "s", "EUR", large),
            cost("2025-10-01", "s", "EUR", "-" + large), cost("2025-10-01", "s", "EUR", fine),
            cost("2025-10-02", "t", "EUR", large + "." + "9".repeat(28)));
    try (Rollup rollup = rollup(rows, Filter.all(), true)) {
      for (CostQuery query : List.of(
          CostQuery.of(Metric.BILLED_COST, ALL), CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceName"))) {
        assertAnswer(query, rows, List.of(rollup));
      }
    }
  }

  /** Only an engine that is a {@link DailyCostEngine} has to. */
  @Test
  void sumsByDayInColumnsAreThoseOfTheRows() {
    if (!(plugin instanceof DailyCostEngine engine)) {
      return;
    }
    List<Row> one = rows(13, 400);
    List<Row> two = new ArrayList<>(rows(14, 300));
    String large = "9".repeat(25);
    for (int i = 0; i < 12; i++) {
      two.add(cost("2025-10-0" + (1 + i % 3), "Large", "EUR", (i == 4 ? "-" : "") + large + "." + "9".repeat(28)));
      two.add(cost("2025-10-0" + (1 + i % 2), "Zero", i % 3 == 0 ? null : "EUR", i % 2 == 0 ? "1.5" : "-1.5"));
    }
    Set<LocalDate> left = Set.of(FIRST, FIRST.plusDays(9));
    List<Row> both = new ArrayList<>(one);
    two.stream().filter(row -> !left.contains(row.day())).forEach(both::add);
    try (Rollup first = rollup(one, Filter.all(), true);
        Rollup second = rollup(two, Filter.all(), false);
        Rollup without = second.without(left)) {
      for (CostQuery query : questions()) {
        CostQuery byDay = query.granularity(Granularity.DAY).top(0);
        List<Rollup> rollups = List.of(first, without);
        DailySums sums = engine.dailySums(query, rollups);
        assertThat(PlainAnswer.rows(sums)).as("by day in columns: %s", query).isEqualTo(PlainAnswer.answer(byDay, both));
        assertThat(answers(byDay, rollups)).as("the same in rows: %s", byDay).isEqualTo(PlainAnswer.rows(sums));
        assertThat(sums.groups()).as("each group is told once: %s", query).doesNotHaveDuplicates();
        assertThat(sums.days().stream().flatMapToInt(day -> Arrays.stream(day.groups())).distinct().count())
            .as("groups that have a sum: %s", query).isEqualTo(sums.groups().size());
      }
    }
    assertThat(engine.dailySums(CostQuery.of(Metric.BILLED_COST, ALL), List.of()).days()).as("sums of nothing").isEmpty();
  }

  @Test
  void plainTextAndCodesAreTheSame() {
    List<Row> rows = rows(2, 300);
    try (Rollup coded = rollup(rows, Filter.all(), true);
        Rollup plain = rollup(rows, Filter.all(), false)) {
      for (CostQuery query : questions()) {
        assertThat(answers(query, List.of(plain))).as("%s over plain text", query)
            .isEqualTo(answers(query, List.of(coded)));
      }
    }
  }

  @Test
  void severalRollupsAnswerAsOne() {
    List<Row> one = rows(3, 250);
    List<Row> two = rows(4, 250);
    List<Row> both = new ArrayList<>(one);
    both.addAll(two);
    try (Rollup first = rollup(one, Filter.all(), true);
        Rollup second = rollup(two, Filter.all(), true)) {
      for (CostQuery query : questions()) {
        assertAnswer(query, both, List.of(first, second));
      }
    }
    assertThat(plugin.answer(CostQuery.of(Metric.BILLED_COST, ALL), List.of()).rows()).as("an answer from nothing")
        .isEmpty();
  }

  @Test
  void daysLeftOutAreAsIfNeverSeen() {
    List<Row> rows = rows(12, 400);
    Set<LocalDate> days = Set.of(FIRST, FIRST.plusDays(7), FIRST.plusDays(8), FIRST.minusYears(1));
    List<Row> kept = rows.stream().filter(row -> !days.contains(row.day())).toList();
    assertThat(kept).as("rows of other days").isNotEmpty().hasSizeLessThan(rows.size());
    Path file = folder.resolve("without.rollup");
    try (Rollup rollup = rollup(rows, Filter.all(), true)) {
      try (Rollup without = rollup.without(days)) {
        for (CostQuery query : questions()) {
          assertAnswer(query, kept, List.of(without));
        }
        assertThat(without.summary().rows()).as("rows without some days").isEqualTo(kept.size());
        assertThat(without.summary().firstDay()).as("first day without some days")
            .isEqualTo(kept.stream().map(Row::day).min(LocalDate::compareTo).orElseThrow());
        without.writeTo(file);
      }
      assertAnswer(questions().get(1), rows, List.of(rollup));
    }
    try (Rollup written = plugin.open(file)) {
      assertThat(written.summary().rows()).as("rows written without some days").isEqualTo(kept.size());
      assertAnswer(questions().get(1), kept, List.of(written));
    }
  }

  @Test
  void rowsThatDoNotPassTheFilterAreNotSummed() {
    List<Row> rows = rows(5, 300);
    Filter filter = FilterParser.parse("ServiceName in ('Storage', 'Compute') and tag:env present");
    List<Row> kept = rows.stream().filter(row -> PlainAnswer.passes(filter, row)).toList();
    assertThat(kept).as("rows that pass").isNotEmpty().hasSizeLessThan(rows.size());
    try (Rollup rollup = rollup(rows, filter, true)) {
      assertThat(rollup.summary().rows()).as("rows summed").isEqualTo(kept.size());
      assertAnswer(CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceName"), kept, List.of(rollup));
    }
  }

  @Test
  void theSummarySaysWhatTheRollupHolds() {
    List<Row> rows = rows(6, 400);
    try (Rollup rollup = rollup(rows, Filter.all(), true)) {
      RollupSummary summary = rollup.summary();
      assertThat(summary.rows()).as("rows").isEqualTo(rows.size());
      assertThat(summary.facts()).as("facts").isBetween(1L, (long) rows.size());
      assertThat(summary.entities()).as("entities").isBetween(1L, summary.facts());
      assertThat(summary.firstDay()).as("first day")
          .isEqualTo(rows.stream().map(Row::day).min(LocalDate::compareTo).orElseThrow());
      assertThat(summary.lastDay()).as("last day")
          .isEqualTo(rows.stream().map(Row::day).max(LocalDate::compareTo).orElseThrow());
      assertThat(rollup.keys()).as("keys").containsExactlyInAnyOrderElementsOf(KEYS);
      for (Metric metric : METRICS) {
        Map<String, BigDecimal> totals = new LinkedHashMap<>();
        summary.totals().stream().filter(t -> t.metric() == metric)
            .forEach(t -> totals.put(String.valueOf(t.unit()), PlainAnswer.plain(t.value())));
        Map<String, BigDecimal> expected = new LinkedHashMap<>();
        PlainAnswer.answer(CostQuery.of(metric, ALL), rows).forEach(r -> expected.put(String.valueOf(r.unit()), r.value()));
        assertThat(totals).as("totals of %s", metric).containsExactlyInAnyOrderEntriesOf(expected);
      }
    }
    try (Rollup empty = rollup(List.of(), Filter.all(), true)) {
      assertThat(empty.summary().rows()).as("rows of a rollup of nothing").isZero();
      assertThat(empty.summary().firstDay()).as("first day of a rollup of nothing").isNull();
    }
  }

  @Test
  void whatWasWrittenIsOpenedAgain() {
    List<Row> rows = rows(7, 400);
    Path file = folder.resolve("a.rollup");
    RollupSummary summary;
    try (Rollup rollup = rollup(rows, Filter.all(), true)) {
      rollup.writeTo(file);
      summary = rollup.summary();
    }
    try (Rollup opened = plugin.open(file)) {
      assertThat(opened.summary().rows()).as("rows").isEqualTo(summary.rows());
      assertThat(opened.summary().facts()).as("facts").isEqualTo(summary.facts());
      for (CostQuery query : questions()) {
        assertAnswer(query, rows, List.of(opened));
      }
    }
  }

  @Test
  void aDamagedFileIsNotOpened() throws Exception {
    Path file = folder.resolve("a.rollup");
    try (Rollup rollup = rollup(rows(8, 200), Filter.all(), true)) {
      rollup.writeTo(file);
    }
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(8);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = sound.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      refuses("a file whose byte " + at + " of " + bytes.length + " is damaged", bytes, i);
    }
    for (int length : new int[] {0, 1, sound.length / 2, sound.length - 1}) {
      refuses("a file that ends after " + length + " of " + sound.length + " bytes", Arrays.copyOf(sound, length), 50 + length);
    }
  }

  @Test
  void itsFactsCanBeReadAsRows() {
    List<Row> rows = rows(9, 300);
    try (Rollup rollup = rollup(rows, Filter.all(), true);
        BufferAllocator allocator = new RootAllocator();
        Batches facts =
            rollup.scan(List.of("BillingCurrency", "BilledCost", AggregationSpec.DAY, "x_Rows"), allocator)) {
      Map<String, BigDecimal> sums = new LinkedHashMap<>();
      BigDecimal counted = BigDecimal.ZERO;
      for (List<@Nullable Object> fact : BatchRows.of(facts)) {
        if (fact.get(1) != null) {
          sums.merge(String.valueOf(fact.get(0)), (BigDecimal) fact.get(1), BigDecimal::add);
        }
        assertThat(fact.get(2)).as("the day of a fact").isNotNull();
        counted = counted.add((BigDecimal) fact.get(3));
      }
      Map<String, BigDecimal> expected = new LinkedHashMap<>();
      PlainAnswer.answer(CostQuery.of(Metric.BILLED_COST, ALL), rows)
          .forEach(r -> expected.put(String.valueOf(r.unit()), r.value()));
      sums.replaceAll((unit, value) -> PlainAnswer.plain(value));
      assertThat(sums).as("sums of the facts").containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(counted).as("rows of the facts").isEqualByComparingTo(BigDecimal.valueOf(rows.size()));
    }
  }

  @Test
  void partsMayBeAddedBySeveralThreads() throws Exception {
    List<Row> rows = rows(10, 200);
    List<Row> all = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        Aggregation aggregation = plugin.aggregate(new AggregationSpec(KEYS, METRICS, Filter.all()))) {
      Calls.together(
              () -> {
                add(aggregation, rows, true, allocator);
                return true;
              })
          .forEach(done -> all.addAll(rows));
      try (Rollup rollup = aggregation.finish()) {
        for (CostQuery query : questions()) {
          assertAnswer(query, all, List.of(rollup));
        }
        List<CostRow> alone = answers(questions().get(2), List.of(rollup));
        assertThat(Calls.together(() -> answers(questions().get(2), List.of(rollup)))).as("asked by several threads")
            .containsOnly(alone);
      }
    }
  }

  @Test
  void whatIsGivenUpLeavesNothingBehind() {
    try (BufferAllocator allocator = new RootAllocator()) {
      Aggregation aggregation = plugin.aggregate(new AggregationSpec(KEYS, METRICS, Filter.all()));
      add(aggregation, rows(11, 50), true, allocator);
      aggregation.close();
      assertThat(allocator.getAllocatedMemory()).as("memory of batches kept").isZero();
    }
    assertThat(folder).as("files left").isEmptyDirectory();
  }

  private void refuses(String what, byte[] bytes, int number) throws Exception {
    Path damaged = Files.write(folder.resolve("damaged-" + number + ".rollup"), bytes);
    Calls.fails(what, () -> plugin.open(damaged).close(), ErrorCode.STORAGE_CORRUPT);
  }

  private void assertAnswer(CostQuery query, List<Row> rows, List<Rollup> rollups) {
    assertThat(answers(query, rollups)).as("%s", query).isEqualTo(PlainAnswer.answer(query, rows));
  }

  /** The rows of an answer, each value without zeros at its end: how many digits a zero has is no difference. */
  private List<CostRow> answers(CostQuery query, List<Rollup> rollups) {
    return plugin.answer(query, rollups).rows().stream()
        .map(r -> new CostRow(r.start(), r.keys(), r.unit(), PlainAnswer.plain(r.value()), r.compared()))
        .toList();
  }

  private Rollup rollup(List<Row> rows, Filter filter, boolean coded) {
    try (BufferAllocator allocator = new RootAllocator();
        Aggregation aggregation = plugin.aggregate(new AggregationSpec(KEYS, METRICS, filter))) {
      int half = rows.size() / 2;
      add(aggregation, rows.subList(0, half), coded, allocator);
      add(aggregation, rows.subList(half, rows.size()), coded, allocator);
      return aggregation.finish();
    }
  }

  private static void add(Aggregation aggregation, List<Row> rows, boolean coded, BufferAllocator allocator) {
    List<String> metrics = METRICS.stream().map(Metric::column).toList();
    try (BatchBuilder part = new BatchBuilder(allocator, KEYS, metrics, coded);
        Aggregation.PartSink sink = aggregation.part()) {
      for (int from = 0; from < rows.size(); from += BATCH) {
        Batch batch = part.batch(rows.subList(from, Math.min(rows.size(), from + BATCH)));
        try {
          sink.add(batch);
        } finally {
          batch.columns().close();
        }
      }
    }
  }

  private static List<CostQuery> questions() {
    CostQuery billed = CostQuery.of(Metric.BILLED_COST, ALL);
    Period october = new Period(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 11, 1));
    return List.of(
        billed,
        billed.by("ServiceName"),
        CostQuery.of(Metric.EFFECTIVE_COST, october).by("ServiceName", "SubAccountId").granularity(Granularity.DAY),
        billed.by("tag:env").granularity(Granularity.MONTH),
        billed.by("ServiceName", "tag:team").top(3),
        billed.by("SubAccountId").top(2).granularity(Granularity.BILLING_PERIOD),
        CostQuery.of(Metric.CONSUMED_QUANTITY, october).by("ServiceName"),
        billed.where(FilterParser.parse("not ServiceName in ('Storage')")).by("ServiceName"),
        billed.where(FilterParser.parse("tag:env absent or ServiceName like 'Com%'")).by("ServiceName", "tag:env"),
        billed.where(FilterParser.parse("ChargePeriodStart >= '2025-10-03'")).by("ServiceName"),
        billed.during(new Period(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 2, 1))).by("ServiceName"));
  }

  private static Row cost(String day, @Nullable String service, @Nullable String currency, String billed) {
    return Row.on(day).key("ServiceName", service).key("BillingCurrency", currency).metric("BilledCost", billed);
  }

  private static List<Row> rows(long seed, int count) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LocalDate day = FIRST.plusDays(random.nextInt(40));
      Row row = Row.on(day.toString());
      row.key("ServiceName", pick(random, "Storage", "Compute", "Comms", "Übersicht", "a,\"b\"", null));
      row.key("SubAccountId", pick(random, "sub-1", "sub-2", "sub-3", null));
      row.key("Tags", pick(random, "{\"env\":\"prod\",\"team\":\"x\"}", "{\"env\":\"test\"}", "\"team\":\"y\"", "{}", null));
      row.key("BillingPeriodStart", day.withDayOfMonth(1) + "T00:00:00Z");
      row.key("BillingCurrency", pick(random, "EUR", "EUR", "EUR", "USD", null));
      row.key("ConsumedUnit", pick(random, "Hours", "GB", null));
      for (Metric metric : METRICS) {
        BigDecimal amount = new BigDecimal(new BigInteger(1 + random.nextInt(60), random), random.nextInt(19));
        row.metric(metric.column(), random.nextInt(20) == 0 ? null : amount.multiply(BigDecimal.valueOf(random.nextInt(9) - 1)).toPlainString());
      }
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable String pick(Random random, @Nullable String... values) {
    return values[random.nextInt(values.length)];
  }
}
