package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** What an aggregation takes and what it refuses. */
class AggregationTest {
  private static final Period YEAR = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1));

  @Test
  void keysOfAnyTypeBecomeTheTextAPersonWrites() {
    List<String> keys = List.of("BillingPeriodStart", "x_PricingBlockSize", "x_Flag", "BillingCurrency");
    try (BufferAllocator allocator = new RootAllocator();
        Aggregation aggregation =
            new ColumnarEngine().aggregate(new AggregationSpec(keys, List.of(Metric.BILLED_COST), Filter.all()));
        TimeStampMicroVector start = new TimeStampMicroVector("ChargePeriodStart", allocator);
        TimeStampMicroVector billing = new TimeStampMicroVector("BillingPeriodStart", allocator);
        DecimalVector block = new DecimalVector("x_PricingBlockSize", allocator, 38, 4);
        BitVector flag = new BitVector("x_Flag", allocator);
        VarCharVector currency = new VarCharVector("BillingCurrency", allocator);
        DecimalVector billed = new DecimalVector("BilledCost", allocator, 38, 1)) {
      // given
      List<FieldVector> vectors = List.of(start, billing, block, flag, currency, billed);
      vectors.forEach(FieldVector::allocateNew);
      String[] periods = {"2025-10-01T00:00:00Z", "2025-10-01T06:30:00Z", null};
      for (int i = 0; i < 3; i++) {
        start.set(i, micros("2025-10-01T23:59:59.999999Z"));
        if (periods[i] != null) {
          billing.set(i, micros(periods[i]));
          block.set(i, new BigDecimal(i == 0 ? "100.0000" : "0.5000"));
          flag.set(i, i);
        }
        billed.set(i, new BigDecimal("1." + i));
      }
      vectors.forEach(vector -> vector.setValueCount(3));

      // when
      try (Aggregation.PartSink sink = aggregation.part()) {
        sink.add(new Batch(new VectorSchemaRoot(new ArrayList<>(vectors)), Map.of()));
      }

      // then
      try (Rollup rollup = aggregation.finish()) {
        CostQuery query = CostQuery.of(Metric.BILLED_COST, YEAR).by(keys.toArray(String[]::new));
        assertThat(new ColumnarEngine().answer(query, List.of(rollup)).rows())
            .extracting(row -> row.keys() + " " + row.value())
            .containsExactly(
                "[null, null, null, null] 1.2",
                "[2025-10-01T06:30:00Z, 0.5, true, null] 1.1",
                "[2025-10-01, 100, false, null] 1");
      }
    }
  }

  @Test
  void aRowWithoutADayIsRefusedByName() {
    Row dayless = new Row(null, new LinkedHashMap<>(), new LinkedHashMap<>());
    assertThatThrownBy(() -> Rollups.ofCosts(Row.cost("2025-10-01", "s", "EUR", "1"), dayless))
        .hasMessageContaining("Row 2 of a batch has no ChargePeriodStart, so it belongs to no day.");
  }

  @Test
  void theUnitOfEachMetricMustBeAKey() {
    List<Metric> metrics = List.of(Metric.BILLED_COST, Metric.CONSUMED_QUANTITY);
    AggregationSpec spec = new AggregationSpec(List.of("ServiceName"), metrics, Filter.all());
    assertThatThrownBy(() -> new ColumnarEngine().aggregate(spec))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessage("The rollup lacks the keys BillingCurrency, ConsumedUnit, which its metrics or its filter need.");
  }

  @Test
  void anEntityOfManyYearsOfDaysKeepsEachOfThem() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      rows.add(Row.cost(LocalDate.of(2020, 1, 1).plusDays(i % 1_000).toString(), "s", "EUR", "0.01"));
    }
    try (Rollup rollup = Rollups.ofCosts(rows.toArray(Row[]::new))) {
      assertThat(rollup.summary().facts()).isEqualTo(1_000);
      assertThat(rollup.summary().totals()).extracting(total -> total.value().toString()).containsExactly("30");
    }
  }

  @Test
  void finishedSumsTakeNoMoreRows() {
    Aggregation aggregation = new ColumnarEngine().aggregate(
        new AggregationSpec(List.of("BillingCurrency"), List.of(Metric.BILLED_COST), Filter.all()));
    aggregation.finish().close();
    assertThatThrownBy(aggregation::part).isInstanceOf(IllegalStateException.class);
    aggregation.close();
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
