package io.plimsoll.host.sql;

import io.plimsoll.api.engine.SqlTable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;

/** Columns of nothing, for parts that lack a column others have. */
final class NullVectors {
  private NullVectors() {}

  static FieldVector of(SqlTable.Column column, int rows, BufferAllocator allocator) {
    FieldVector vector =
        switch (column.type()) {
          case STRING, JSON -> new VarCharVector(column.name(), allocator);
          case DECIMAL -> new DecimalVector(column.name(), allocator, 38, column.scale());
          case DATE_TIME -> new TimeStampMicroVector(column.name(), allocator);
          case BOOLEAN -> new BitVector(column.name(), allocator);
        };
    vector.setInitialCapacity(rows);
    vector.allocateNew();
    vector.setValueCount(rows);
    return vector;
  }
}
