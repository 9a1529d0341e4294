package io.plimsoll.reader.csv;

import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;

/** The texts of one batch one behind the other, for a column whose dictionary grew too large. */
final class PlainText implements AutoCloseable {
  private final VarCharVector vector;
  private final byte[] offsets = new byte[Integer.BYTES * (BatchColumn.BATCH_ROWS + 1)];
  private byte[] bytes = new byte[64 * 1024];
  private int rows;
  private int end;

  PlainText(String name, BufferAllocator allocator) {
    this.vector = new VarCharVector(name, allocator);
  }

  /** Appends a row; nothing for null. */
  void append(byte[] source, int from, int length, boolean escaped) {
    if (end + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + length));
    }
    if (escaped) {
      end += Quotes.unescape(source, from, length, bytes, end);
    } else {
      System.arraycopy(source, from, bytes, end, length);
      end += length;
    }
    rows++;
    Words.putInt(offsets, Integer.BYTES * rows, end);
  }

  VarCharVector finish(BatchColumn.Validity validity) {
    if (vector.getValueCapacity() < rows || vector.getDataBuffer().capacity() < end) {
      vector.allocateNew((long) end, rows);
    }
    vector.getDataBuffer().setBytes(0, bytes, 0, end);
    vector.getOffsetBuffer().setBytes(0, offsets, 0, Integer.BYTES * (rows + 1L));
    validity.finish(vector.getValidityBuffer(), rows);
    vector.setLastSet(rows - 1);
    vector.setValueCount(rows);
    rows = 0;
    end = 0;
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
