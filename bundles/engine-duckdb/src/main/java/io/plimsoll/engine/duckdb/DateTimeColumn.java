package io.plimsoll.engine.duckdb;

import io.plimsoll.api.export.Batch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;

/** Instants, handed over as microseconds since 1970. */
final class DateTimeColumn implements ColumnCopy {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final int vector;
  private final int target;
  private byte[] validity = {};
  private byte[] micros = {};

  DateTimeColumn(String name, int vector, int target) {
    this.name = name;
    this.vector = vector;
    this.target = target;
  }

  @Override
  public void use(Batch batch) {
    if (!(batch.columns().getVector(vector) instanceof TimeStampMicroVector source)) {
      throw SplitScan.unexpected(name, batch.columns().getVector(vector));
    }
    validity = ColumnCopy.validity(source);
    micros = new byte[8 * source.getValueCount()];
    source.getDataBuffer().getBytes(0, micros);
  }

  @Override
  public void write(int firstRow, int rows, DuckDBDataChunkWriter chunk) {
    DuckDBWritableVector to = chunk.vector(target);
    for (int i = 0; i < rows; i++) {
      int row = firstRow + i;
      if (ColumnCopy.isNull(validity, row)) {
        to.setNull(i);
      } else {
        to.setLong(i, (long) LONG.get(micros, 8 * row));
      }
    }
  }
}
