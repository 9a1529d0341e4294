package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.export.Batch;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Takes the batches of one part. */
final class PartRows implements Aggregation.PartSink {
  private final ShardedAggregation aggregation;
  private final TupleFilter filter;
  private final KeyColumn[] keys;
  private final MetricColumn[] metrics;
  private @Nullable RowChunk chunk;
  private int firstShard;

  PartRows(ShardedAggregation aggregation, TupleFilter filter) {
    this.aggregation = aggregation;
    this.filter = filter;
    List<String> names = aggregation.spec().keys();
    keys = new KeyColumn[names.size()];
    Arrays.setAll(keys, k -> new KeyColumn(names.get(k), aggregation.dictionaries()[k]));
    List<Metric> summed = aggregation.spec().metrics();
    metrics = new MetricColumn[summed.size()];
    Arrays.setAll(metrics, m -> new MetricColumn(summed.get(m).column()));
    chunk = new RowChunk(keys, metrics, aggregation.days(), aggregation.currentLayout());
    firstShard = (int) Thread.currentThread().getId() * 5;
  }

  @Override
  public void add(Batch batch) {
    RowChunk rows = chunk;
    if (rows == null) {
      throw new IllegalStateException("this part is closed");
    }
    FieldVector start = column(batch.columns(), AggregationSpec.DAY);
    if (!(start instanceof TimeStampMicroVector chargePeriodStart)) {
      throw Inputs.wrongVector(AggregationSpec.DAY, start);
    }
    List<String> names = aggregation.spec().keys();
    for (int k = 0; k < keys.length; k++) {
      keys[k].bind(column(batch.columns(), names.get(k)), batch.dictionaries().get(names.get(k)));
    }
    for (int m = 0; m < metrics.length; m++) {
      metrics[m].bind(column(batch.columns(), aggregation.spec().metrics().get(m).column()));
      metrics[m].want(aggregation.largestScale(m, metrics[m].ownScale()));
    }
    rows.layout = aggregation.currentLayout();
    int count = batch.columns().getRowCount();
    for (int from = 0; from < count; from += RowChunk.ROWS) {
      rows.read(chargePeriodStart, from, Math.min(RowChunk.ROWS, count - from));
      aggregation.add(rows, firstShard++ & Shard.COUNT - 1, filter);
    }
  }

  private static FieldVector column(VectorSchemaRoot columns, String name) {
    FieldVector vector = columns.getVector(name);
    if (vector == null) {
      throw Inputs.missing(name);
    }
    return vector;
  }

  @Override
  public void close() {
    chunk = null;
  }
}
