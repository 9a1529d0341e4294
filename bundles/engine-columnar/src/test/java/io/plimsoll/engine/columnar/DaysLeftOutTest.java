package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.testkit.rows.PlainAnswer;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollup without some of its days is, to everybody who asks, one that never saw them. */
class DaysLeftOutTest {
  private static final AggregationSpec ALL =
      new AggregationSpec(RandomRowsTest.KEYS, RandomRowsTest.METRICS, Filter.all());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itCountsAndAnswersLikeARollupOfTheOtherRows(long seed) throws Exception {
    // given
    Random random = new Random(seed);
    List<Row> rows = RandomRowsTest.rows(random, 1 + random.nextInt(3_000), 0);
    Set<LocalDate> left = someDays(random, rows);
    List<Row> kept = rows.stream().filter(row -> !left.contains(row.day())).toList();
    try (Rollup whole = RandomRowsTest.build(random, rows, ALL)) {
      // when
      Rollup view = whole.without(left);
      Path file = folder.resolve("rest.rollup");
      view.writeTo(file);

      // then
      RandomRowsTest.check(whole, rows);
      try (Rollup written = new ColumnarEngine().open(file)) {
        for (Rollup rest : List.of(view, view.without(left), written)) {
          RandomRowsTest.check(rest, kept);
          assertThat(rest.summary().firstDay()).isEqualTo(kept.stream().map(Row::day).min(LocalDate::compareTo).orElse(null));
          assertThat(rest.summary().lastDay()).isEqualTo(kept.stream().map(Row::day).max(LocalDate::compareTo).orElse(null));
          requireAnswers(random, List.of(rest), kept);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void piecesThatShareTheDaysAnswerLikeOneRollup(long seed) throws Exception {
    // given: rows of which some days were replaced, once or more often
    Random random = new Random(seed);
    List<Row> shown = RandomRowsTest.rows(random, 1 + random.nextInt(2_000), 0);
    List<Rollup> pieces = new ArrayList<>(List.of(RandomRowsTest.build(random, shown, ALL)));
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      Set<LocalDate> replaced = someDays(random, shown);
      List<Row> anew =
          RandomRowsTest.rows(random, 1 + random.nextInt(1_000), 0).stream().filter(r -> replaced.contains(r.day())).toList();
      pieces.replaceAll(piece -> piece.without(replaced));
      if (!anew.isEmpty()) {
        pieces.add(RandomRowsTest.build(random, anew, ALL));
      }
      List<Row> rest = new ArrayList<>(shown.stream().filter(r -> !replaced.contains(r.day())).toList());
      rest.addAll(anew);
      shown = rest;
    }

    // then
    requireAnswers(random, pieces, shown);
    assertThat(pieces.stream().mapToLong(p -> p.summary().rows()).sum()).isEqualTo(shown.size());
  }

  @Test
  void aFileOfBeforeTheTotalsOfDaysWereKeptSaysTheSame() throws Exception {
    // given
    Random random = new Random(7);
    List<Row> rows = RandomRowsTest.rows(random, 2_000, 0);
    Set<LocalDate> left = someDays(random, rows);
    Path older = folder.resolve("older.rollup");
    Path file = folder.resolve("with-totals.rollup");
    try (ColumnarRollup whole = (ColumnarRollup) RandomRowsTest.build(random, rows, ALL)) {
      whole.writeTo(file);
      RollupHeader header = whole.image().header();
      RollupHeader unknown =
          new RollupHeader(
              header.keys(), header.metrics(), header.rows(), header.facts(), header.entities(), header.totals(),
              header.days().stream().map(d -> new RollupHeader.Day(d.epochDay(), d.facts(), null)).toList(),
              header.relations());
      RollupFile.write(new RollupImage(unknown, whole.image().sections()), older);
    }

    // when
    try (Rollup known = new ColumnarEngine().open(file);
        Rollup before = new ColumnarEngine().open(older)) {
      // then
      assertThat(Files.size(older)).isLessThan(Files.size(file));
      assertThat(before.summary()).isEqualTo(known.summary());
      assertThat(before.without(left).summary()).isEqualTo(known.without(left).summary());
      RandomRowsTest.check(before.without(left), rows.stream().filter(row -> !left.contains(row.day())).toList());
    }
  }

  @Test
  void aScanSeesTheDaysThatAreLeft() throws Exception {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      rows.add(row("2025-10-0" + day, "r" + day));
    }
    try (Rollup whole = RandomRowsTest.build(random, rows, ALL);
        BufferAllocator allocator = new RootAllocator();
        Batches facts =
            whole.without(Set.of(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 5))).scan(
                List.of(AggregationSpec.DAY), allocator)) {
      List<LocalDate> seen = new ArrayList<>();
      for (Batch batch = facts.next(); batch != null; batch = facts.next()) {
        TimeStampMicroVector days = (TimeStampMicroVector) batch.columns().getVector(AggregationSpec.DAY);
        for (int i = 0; i < days.getValueCount(); i++) {
          seen.add(LocalDate.ofEpochDay(Math.floorDiv(days.get(i), ScalarText.MICROS_OF_DAY)));
        }
      }
      assertThat(seen.stream().map(LocalDate::getDayOfMonth)).containsExactly(2, 3, 4, 6, 7, 8, 9);
    }
  }

  @Test
  void nothingOfADayLeftOutIsWritten() throws Exception {
    // given
    List<Row> rows = List.of(row("2025-10-01", "canary-of-the-first"), row("2025-10-02", "stays"));
    Path file = folder.resolve("rest.rollup");

    // when
    try (Rollup whole = RandomRowsTest.build(new Random(6), rows, ALL)) {
      whole.without(Set.of(LocalDate.of(2025, 10, 1))).writeTo(file);
    }

    // then
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("canary").contains("stays");
  }

  @Test
  void withoutAnyOfItsDaysItHoldsNothing() throws Exception {
    try (Rollup whole = RandomRowsTest.build(new Random(7), List.of(row("2025-10-01", "r")), ALL)) {
      Rollup nothing = whole.without(Set.of(LocalDate.of(2025, 10, 1)));

      assertThat(nothing.summary().rows()).isZero();
      assertThat(nothing.summary().totals()).isEmpty();
      assertThat(nothing.summary().firstDay()).isNull();
      nothing.writeTo(folder.resolve("nothing.rollup"));
      try (Rollup written = new ColumnarEngine().open(folder.resolve("nothing.rollup"))) {
        assertThat(written.summary()).isEqualTo(nothing.summary());
      }
    }
  }

  private static void requireAnswers(Random random, List<Rollup> rollups, List<Row> rows) {
    for (int i = 0; i < 15; i++) {
      CostQuery query = RandomRowsTest.query(random);
      assertThat(new ColumnarEngine().answer(query, rollups).rows()).as(query.toString()).isEqualTo(PlainAnswer.answer(query, rows));
    }
  }

  private static Set<LocalDate> someDays(Random random, List<Row> rows) {
    int share = 1 + random.nextInt(4);
    return rows.stream().map(Row::day).distinct().filter(day -> random.nextInt(4) < share).collect(Collectors.toSet());
  }

  private static Row row(String day, String resource) {
    Row row = Row.on(day);
    RandomRowsTest.KEYS.forEach(key -> row.key(key, null));
    row.key("ResourceId", resource);
    row.key("BillingCurrency", "EUR");
    for (Metric metric : RandomRowsTest.METRICS) {
      row.metrics().put(metric.column(), new BigDecimal("1.5"));
    }
    return row;
  }
}
