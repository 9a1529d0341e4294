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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/**
 * What users of cost tools report of size: answers cut at 500,000 rows (finops-toolkit issues 1220, 453 and 1915), and
 * an object for each of 322 million rows (pull request 2155).
 */
class FieldFailuresTest {
  private static final List<Metric> METRICS = List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST);
  private static final int RESOURCES = 20_000;
  private static final int DAYS = 31;
  private static final int ROWS = 20_000;

  @Test
  void t50AnAnswerOfMoreThanHalfAMillionRowsIsWhole() {
    AggregationSpec spec =
        new AggregationSpec(List.of("ResourceId", "BillingCurrency"), List.of(Metric.EFFECTIVE_COST), Filter.all());
    try (BufferAllocator allocator = new RootAllocator();
        ColumnarEngine engine = new ColumnarEngine();
        Aggregation aggregation = engine.aggregate(spec)) {
      // given
      try (VarCharVector names = texts("ResourceId", RESOURCES, "/subscriptions/0/resourcegroups/g/providers/p/", allocator);
          VarCharVector currencies = texts("BillingCurrency", 1, "EUR", allocator);
          IntVector resources = codes("ResourceId", i -> i, allocator);
          IntVector currency = codes("BillingCurrency", i -> 0, allocator);
          DecimalVector costs = new DecimalVector("EffectiveCost", allocator, 38, 18);
          TimeStampMicroVector days = new TimeStampMicroVector("ChargePeriodStart", allocator);
          Aggregation.PartSink sink = aggregation.part()) {
        costs.allocateNew(RESOURCES);
        days.allocateNew(RESOURCES);
        for (int day = 0; day < DAYS; day++) {
          for (int i = 0; i < RESOURCES; i++) {
            days.set(i, LocalDate.of(2026, 10, 1 + day).toEpochDay() * ScalarText.MICROS_OF_DAY);
            costs.set(i, 1_000_000_007L * (i + 1) + day);
          }
          days.setValueCount(RESOURCES);
          costs.setValueCount(RESOURCES);
          sink.add(
              new Batch(
                  new VectorSchemaRoot(List.of(resources, currency, costs, days)),
                  Map.of("ResourceId", names, "BillingCurrency", currencies)));
        }
      }
      try (Rollup rollup = aggregation.finish()) {
        // when
        CostQuery question =
            CostQuery.of(Metric.EFFECTIVE_COST, Period.month(YearMonth.of(2026, 10))).by("ResourceId").granularity(Granularity.DAY);
        List<CostRow> rows = engine.answer(question, List.of(rollup)).rows();

        // then
        assertThat(rows).hasSize(RESOURCES * DAYS).hasSizeGreaterThan(500_000);
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
        SyntheticMonth.Part part = new SyntheticMonth().part(allocator);
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

  private static VarCharVector texts(String name, int count, String start, BufferAllocator allocator) {
    VarCharVector texts = new VarCharVector(name, allocator);
    for (int i = 0; i < count; i++) {
      texts.setSafe(i, (count == 1 ? start : start + i).getBytes(StandardCharsets.UTF_8));
    }
    texts.setValueCount(count);
    return texts;
  }

  private static IntVector codes(String name, IntUnaryOperator code, BufferAllocator allocator) {
    IntVector codes = new IntVector(name, allocator);
    codes.allocateNew(RESOURCES);
    for (int i = 0; i < RESOURCES; i++) {
      codes.set(i, code.applyAsInt(i));
    }
    codes.setValueCount(RESOURCES);
    return codes;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
