package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The facts of a rollup as batches, day by day; keys come as codes into their dictionaries. One thread. */
final class RollupScan implements Batches {
  /** How many export rows a fact sums. */
  static final String ROWS = "x_Rows";

  private static final int BLOCKS = 16;

  private final RollupImage image;
  private final List<FactColumn> columns = new ArrayList<>();
  private final Map<String, VarCharVector> dictionaries = new HashMap<>();
  private @Nullable VectorSchemaRoot root;
  private int day;
  private int block;

  RollupScan(RollupImage image, List<String> names, BufferAllocator allocator) {
    this.image = image;
    try {
      for (String name : names) {
        columns.add(column(name, allocator));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private FactColumn column(String name, BufferAllocator allocator) {
    if (name.equals(AggregationSpec.DAY)) {
      return FactColumn.day(allocator);
    }
    if (name.equals(ROWS)) {
      return FactColumn.numbers(name, image.header().metrics().size(), 0, 63, allocator);
    }
    int key = image.header().keys().indexOf(name);
    if (key >= 0) {
      VarCharVector values =
          dictionaries.computeIfAbsent(name, n -> FactColumn.values(image.dictionary(key), n, allocator));
      return FactColumn.codes(name, image.column(key), image, values.getValueCount(), allocator);
    }
    int metric = Metric.ofColumn(name).map(image::metric).orElse(-1);
    if (metric < 0) {
      List<String> held = new ArrayList<>(image.header().keys());
      image.header().metrics().forEach(m -> held.add(m.metric().column()));
      held.add(AggregationSpec.DAY);
      held.add(ROWS);
      throw Held.unknown(name, held);
    }
    if (image.hasSpill(metric)) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "Sums of " + name + " take more than 38 digits and cannot be rows of a table.",
          "Ask for them as a cost question, or leave the column out.");
    }
    RollupHeader.Column held = image.header().metrics().get(metric);
    return FactColumn.numbers(name, metric, held.scale(), held.bits(), allocator);
  }

  @Override
  public @Nullable Batch next() {
    if (root != null) {
      columns.forEach(FactColumn::clear);
      root = null;
    }
    while (day < image.days().size() && block == image.days().get(day).blocks()) {
      day++;
      block = 0;
    }
    if (day == image.days().size()) {
      return null;
    }
    DaySegment segment = image.days().get(day);
    int to = Math.min(segment.blocks(), block + BLOCKS);
    int rows = Math.min(segment.facts(), to * PackedInts.BLOCK) - block * PackedInts.BLOCK;
    columns.forEach(column -> column.begin(segment, rows));
    PackedInts ids = segment.entities();
    int[] entities = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (int at = 0; block < to; block++) {
      int count = ids.readAscending(block, entities, scratch);
      for (FactColumn column : columns) {
        column.add(block, entities, at, count);
      }
      at += count;
    }
    List<FieldVector> vectors = new ArrayList<>();
    columns.forEach(column -> vectors.add(column.end(rows)));
    root = new VectorSchemaRoot(vectors.stream().map(FieldVector::getField).toList(), vectors, rows);
    return new Batch(root, Map.copyOf(dictionaries));
  }

  @Override
  public void close() {
    columns.forEach(FactColumn::close);
    dictionaries.values().forEach(VarCharVector::close);
    columns.clear();
    dictionaries.clear();
  }
}
