package io.plimsoll.host.collect;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.host.focus.ColumnBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/** Adds to each batch of a part the columns its version does not have, null in every row. */
final class AbsentColumns implements AutoCloseable {
  private static final int NULL_CODE = -1;

  private final List<String> names;
  private final BufferAllocator allocator;
  private final Map<String, VarCharVector> dictionaries = new HashMap<>();
  private final List<FieldVector> vectors = new ArrayList<>();
  private int rows = -1;

  AbsentColumns(List<String> names, BufferAllocator allocator) {
    this.names = List.copyOf(names);
    this.allocator = allocator;
    for (String name : names) {
      if (isText(name)) {
        dictionaries.put(name, new VarCharVector(name, allocator));
      }
    }
  }

  /** The batch with all columns; valid as long as the batch itself. */
  Batch complete(Batch batch) {
    if (names.isEmpty()) {
      return batch;
    }
    int count = batch.columns().getRowCount();
    if (count != rows) {
      allocate(count);
    }
    List<Field> fields = new ArrayList<>(batch.columns().getSchema().getFields());
    List<FieldVector> all = new ArrayList<>(batch.columns().getFieldVectors());
    vectors.forEach(
        v -> {
          fields.add(v.getField());
          all.add(v);
        });
    Map<String, VarCharVector> known = new HashMap<>(batch.dictionaries());
    known.putAll(dictionaries);
    return new Batch(new VectorSchemaRoot(fields, all, count), known);
  }

  private void allocate(int count) {
    vectors.forEach(FieldVector::close);
    vectors.clear();
    for (String name : names) {
      FieldVector vector =
          switch (type(name)) {
            case STRING, JSON -> new IntVector(name, allocator);
            case DECIMAL -> new DecimalVector(name, allocator, 38, 0);
            case DATE_TIME -> new TimeStampMicroVector(name, allocator);
            case BOOLEAN -> new BitVector(name, allocator);
          };
      vector.setInitialCapacity(count);
      vector.allocateNew();
      if (vector instanceof IntVector codes) {
        for (int row = 0; row < count; row++) {
          codes.getDataBuffer().setInt(row * (long) IntVector.TYPE_WIDTH, NULL_CODE);
        }
      }
      vector.setValueCount(count);
      vectors.add(vector);
    }
    rows = count;
  }

  private static boolean isText(String name) {
    FocusType type = type(name);
    return type == FocusType.STRING || type == FocusType.JSON;
  }

  private static FocusType type(String name) {
    return Metric.ofColumn(name).isPresent() ? FocusType.DECIMAL : ColumnBinding.typeOf(name, FocusType.STRING);
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
    vectors.clear();
    dictionaries.values().forEach(VarCharVector::close);
    dictionaries.clear();
  }
}
