package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.Test;

/** A rollup read as rows. */
class RollupScanTest {
  @Test
  void everyFactComesAsARow() {
    try (Rollup rollup = Rollups.ofCosts(
        Row.cost("2025-10-01", "Storage", "EUR", "1.25"),
        Row.cost("2025-10-01", "Storage", "EUR", "2"),
        Row.cost("2025-10-02", null, "EUR", "-0.5"))) {
      assertThat(rows(rollup, List.of("x_Rows", "ServiceName", "BilledCost", "ChargePeriodStart")))
          .containsExactlyInAnyOrder("2 Storage 3.25 2025-10-01T00:00", "1 null -0.50 2025-10-02T00:00");
    }
  }

  @Test
  void largeRollupsComeInSeveralBatchesThatLoseNothing() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < 30_000; i++) {
      BigDecimal value = BigDecimal.valueOf(random.nextLong(), 6);
      total = total.add(value);
      String day = "2025-10-0" + (1 + random.nextInt(2));
      rows.add(Row.cost(day, "s" + random.nextInt(15_000), "EUR", value.toPlainString()));
    }
    try (Rollup rollup = Rollups.ofCosts(rows.toArray(Row[]::new))) {
      List<String> found = rows(rollup, List.of("BilledCost"));
      assertThat(found).hasSize((int) rollup.summary().facts());
      assertThat(found.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(total);
    }
  }

  @Test
  void sumsOfMoreThan38DigitsComeAsWiderDecimals() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(Row.cost("2025-10-01", "s", "EUR", "44444444444444444444444444444444444444"));
    }
    try (Rollup rollup = Rollups.ofCosts(rows.toArray(Row[]::new))) {
      assertThat(rows(rollup, List.of("BilledCost"))).containsExactly("133333333333333333333333333333333333332");
    }
  }

  @Test
  void aColumnThatIsNotThereIsNamedTogetherWithThoseThatAre() {
    try (BufferAllocator allocator = new RootAllocator(); Rollup rollup = Rollups.ofCosts()) {
      assertThatThrownBy(() -> rollup.scan(List.of("ServiceName", "RegionId"), allocator))
          .hasMessage("The rollup does not hold RegionId.")
          .extracting("advice")
          .isEqualTo("It holds BilledCost, BillingCurrency, ChargePeriodStart, ServiceName, x_Rows.");
    }
  }

  private static List<String> rows(Rollup rollup, List<String> columns) {
    List<String> rows = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator(); Batches batches = rollup.scan(columns, allocator)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        assertThat(batch.columns().getSchema().getFields()).extracting("name").isEqualTo(columns);
        for (int row = 0; row < batch.columns().getRowCount(); row++) {
          List<String> values = new ArrayList<>();
          for (FieldVector vector : batch.columns().getFieldVectors()) {
            values.add(value(vector, batch, row));
          }
          rows.add(String.join(" ", values));
        }
      }
    }
    return rows;
  }

  private static String value(FieldVector vector, Batch batch, int row) {
    VarCharVector dictionary = batch.dictionaries().get(vector.getName());
    if (vector instanceof IntVector codes && dictionary != null) {
      return codes.isNull(row) ? "null" : new String(dictionary.get(codes.get(row)), StandardCharsets.UTF_8);
    }
    Object value = vector.getObject(row);
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}
