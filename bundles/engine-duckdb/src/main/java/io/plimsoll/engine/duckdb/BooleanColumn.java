package io.plimsoll.engine.duckdb;

import io.plimsoll.api.export.Batch;
import org.apache.arrow.vector.BitVector;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;

/** True, false or null. */
final class BooleanColumn implements ColumnCopy {
  private final String name;
  private final int vector;
  private final int target;
  private byte[] validity = {};
  private byte[] bits = {};

  BooleanColumn(String name, int vector, int target) {
    this.name = name;
    this.vector = vector;
    this.target = target;
  }

  @Override
  public void use(Batch batch) {
    if (!(batch.columns().getVector(vector) instanceof BitVector source)) {
      throw SplitScan.unexpected(name, batch.columns().getVector(vector));
    }
    validity = ColumnCopy.validity(source);
    bits = new byte[validity.length];
    source.getDataBuffer().getBytes(0, bits);
  }

  @Override
  public void write(int firstRow, int rows, DuckDBDataChunkWriter chunk) {
    DuckDBWritableVector to = chunk.vector(target);
    for (int i = 0; i < rows; i++) {
      int row = firstRow + i;
      if (ColumnCopy.isNull(validity, row)) {
        to.setNull(i);
      } else {
        to.setBoolean(i, (bits[row >> 3] >> (row & 7) & 1) != 0);
      }
    }
  }
}
