package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/**
 * What users of cost tools report of size: answers cut at 500,000 rows (finops-toolkit issues 1220, 453 and 1915), and
 * an object for each of 322 million rows (pull request 2155).
 */
class FieldFailuresTest {
  private static final List<Metric> METRICS = List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST);
  private static final int ROWS = 100_000;

  private final SyntheticMonth month = new SyntheticMonth();

  @Test
  void t50AnAnswerOfMoreThanHalfAMillionRowsIsWhole() {
    AggregationSpec spec =
        new AggregationSpec(List.of("ResourceId", "BillingCurrency"), List.of(Metric.EFFECTIVE_COST), Filter.all());
    try (BufferAllocator allocator = new RootAllocator();
        ColumnarEngine engine = new ColumnarEngine();
        Aggregation aggregation = engine.aggregate(spec)) {
      // given
      try (SyntheticMonth.Part part = month.part(allocator); Aggregation.PartSink sink = aggregation.part()) {
        for (int from = 0; from < 8 * ROWS; from += ROWS) {
          Batch batch = part.batch(from, ROWS);
          sink.add(batch);
          batch.columns().close();
        }
      }
      try (Rollup rollup = aggregation.finish()) {
        // when
        CostQuery question =
            CostQuery.of(Metric.EFFECTIVE_COST, Period.month(YearMonth.of(2026, 10))).by("ResourceId").granularity(Granularity.DAY);
        List<CostRow> rows = engine.answer(question, List.of(rollup)).rows();

        // then
        assertThat(rows).hasSizeGreaterThan(500_000);
        BigDecimal sum = rows.stream().map(CostRow::value).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(rollup.summary().totals().get(0).value());
      }
    }
  }

  @Test
  void t51RowsOfKnownResourcesAndDaysTakeNoMemory() {
    AggregationSpec spec = new AggregationSpec(SyntheticMonth.KEYS, METRICS, Filter.all());
    try (BufferAllocator allocator = new RootAllocator();
        ColumnarEngine engine = new ColumnarEngine();
        Aggregation aggregation = engine.aggregate(spec);
        SyntheticMonth.Part part = month.part(allocator);
        Aggregation.PartSink sink = aggregation.part()) {
      // given
      Batch batch = part.batch(0, ROWS);
      sink.add(batch);
      sink.add(batch);

      // when
      long before = allocated();
      for (int i = 0; i < 10; i++) {
        sink.add(batch);
      }
      long bytes = allocated() - before;
      batch.columns().close();

      // then
      assertThat(bytes / (10.0 * ROWS)).as("bytes a row").isLessThan(1);
      try (Rollup rollup = aggregation.finish()) {
        assertThat(rollup.summary().rows()).isEqualTo(12L * ROWS);
      }
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
