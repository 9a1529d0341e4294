package io.plimsoll.engine.duckdb;

import io.plimsoll.api.export.Batch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ValueVector;
import org.duckdb.DuckDBDataChunkWriter;

/** Copies one column of a batch into DuckDB, a chunk of rows at a time. */
interface ColumnCopy {
  /** The batch whose rows are copied from now on. */
  void use(Batch batch);

  /** Copies rows to the beginning of a chunk. */
  void write(int firstRow, int rows, DuckDBDataChunkWriter target);

  /** The validity bits of a vector, copied in one go: a checked call a row costs more than the row. */
  static byte[] validity(ValueVector vector) {
    byte[] bits = new byte[(vector.getValueCount() + 7) >> 3];
    ArrowBuf buffer = vector.getValidityBuffer();
    if (bits.length > 0) {
      buffer.getBytes(0, bits);
    }
    return bits;
  }

  static boolean isNull(byte[] validity, int row) {
    return (validity[row >> 3] >> (row & 7) & 1) == 0;
  }
}
