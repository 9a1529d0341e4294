package io.plimsoll.reader.csv;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;

/** The texts of a {@link ByteTable} as the one vector that consumers look codes up in; only ever grows. */
final class DictionaryVector implements AutoCloseable {
  private final VarCharVector vector;
  private byte[] buffer = new byte[0];

  DictionaryVector(String name, BufferAllocator allocator) {
    this.vector = new VarCharVector(name, allocator);
    vector.allocateNew(0L, 0);
  }

  VarCharVector vector() {
    return vector;
  }

  /** Appends the texts that came since the last call. */
  void follow(ByteTable table) {
    int from = vector.getValueCount();
    int to = table.size();
    if (from == to) {
      return;
    }
    while (vector.getValueCapacity() < to) {
      vector.reallocValidityAndOffsetBuffers();
    }
    int end = table.offset(to);
    if (vector.getDataBuffer().capacity() < end) {
      vector.reallocDataBuffer(Math.max(end, 2 * vector.getDataBuffer().capacity()));
    }
    int start = table.offset(from);
    vector.getDataBuffer().setBytes(start, table.texts(), start, end - start);
    writeOffsets(table, from, to);
    // Every value is there: whole bytes of ones, and the bits of the last byte alone.
    ArrowBuf validity = vector.getValidityBuffer();
    validity.setOne(from / 8, to / 8 - from / 8);
    if (to % 8 != 0) {
      validity.setByte(to / 8, (1 << to % 8) - 1);
    }
    vector.setLastSet(to - 1);
    vector.setValueCount(to);
  }

  private void writeOffsets(ByteTable table, int from, int to) {
    int length = Integer.BYTES * (to - from);
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, 2 * buffer.length)];
    }
    for (int n = from; n < to; n++) {
      Words.putInt(buffer, Integer.BYTES * (n - from), table.offset(n + 1));
    }
    vector.getOffsetBuffer().setBytes(Integer.BYTES * (from + 1L), buffer, 0, length);
  }

  @Override
  public void close() {
    vector.close();
  }
}
