package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.testkit.rows.BatchBuilder;
import io.plimsoll.testkit.rows.Row;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Rollups of a few rows. */
final class Rollups {
  private Rollups() {}

  static Rollup of(List<String> keys, List<Metric> metrics, List<Row> rows) {
    return of(new AggregationSpec(keys, metrics, Filter.all()), rows);
  }

  static Rollup of(AggregationSpec spec, List<Row> rows) {
    try (BufferAllocator allocator = new RootAllocator();
        Aggregation aggregation = new ColumnarEngine().aggregate(spec)) {
      if (!rows.isEmpty()) {
        List<String> metrics = spec.metrics().stream().map(Metric::column).toList();
        try (BatchBuilder part = new BatchBuilder(allocator, spec.keys(), metrics, true);
            Aggregation.PartSink sink = aggregation.part()) {
          Batch batch = part.batch(rows);
          sink.add(batch);
          batch.columns().close();
        }
      }
      return aggregation.finish();
    }
  }

  /** A rollup of rows by service in one metric. */
  static Rollup ofCosts(Row... rows) {
    return of(List.of("ServiceName", "BillingCurrency"), List.of(Metric.BILLED_COST), List.of(rows));
  }
}
