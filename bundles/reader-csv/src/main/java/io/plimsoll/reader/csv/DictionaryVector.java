package io.plimsoll.reader.csv;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;

/** The texts of a {@link ByteTable} as the one vector that consumers look codes up in; only ever grows. */
final class DictionaryVector implements AutoCloseable, ByteTable.TextUse {
  private final VarCharVector vector;
  /** How far the table was followed, and how many bytes of text the vector has. */
  private int position;
  private int end;
  /** Texts on their way into the vector, and where they end in it. */
  private byte[] texts = new byte[0];
  private byte[] ends = new byte[0];
  private int textBytes;
  private int endBytes;

  DictionaryVector(String name, BufferAllocator allocator) {
    this.vector = new VarCharVector(name, allocator);
    vector.allocateNew(0L, 0);
  }

  /** Appends the texts that came since the last call; answers the vector. */
  VarCharVector follow(ByteTable table) {
    if (table.size() > vector.getValueCount()) {
      textBytes = 0;
      endBytes = 0;
      position = table.forEach(position, this);
      append(vector.getValueCount(), table.size());
    }
    return vector;
  }

  @Override
  public void text(byte[] bytes, int from, int length) {
    if (textBytes + length > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(2 * texts.length, textBytes + length));
    }
    if (endBytes + Integer.BYTES > ends.length) {
      ends = Arrays.copyOf(ends, Math.max(2 * ends.length, 256));
    }
    System.arraycopy(bytes, from, texts, textBytes, length);
    textBytes += length;
    Words.putInt(ends, endBytes, end + textBytes);
    endBytes += Integer.BYTES;
  }

  private void append(int from, int to) {
    while (vector.getValueCapacity() < to) {
      vector.reallocValidityAndOffsetBuffers();
    }
    if (vector.getDataBuffer().capacity() < end + textBytes) {
      vector.reallocDataBuffer(Math.max(end + textBytes, 2 * vector.getDataBuffer().capacity()));
    }
    vector.getDataBuffer().setBytes(end, texts, 0, textBytes);
    vector.getOffsetBuffer().setBytes(Integer.BYTES * (from + 1L), ends, 0, endBytes);
    end += textBytes;
    // Every value is there: whole bytes of ones, and the bits of the last byte alone.
    ArrowBuf validity = vector.getValidityBuffer();
    validity.setOne(from / 8L, to / 8L - from / 8L);
    if (to % 8 != 0) {
      validity.setByte(to / 8, (1 << to % 8) - 1);
    }
    vector.setLastSet(to - 1);
    vector.setValueCount(to);
  }

  @Override
  public void close() {
    vector.close();
  }
}
