package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getBigLong;
import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;
import static io.plimsoll.reader.parquet.LittleEndian.putLong;

import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;

/** Decimals and whole numbers of up to 38 digits: 128 bits each, at the column's own scale. */
final class DecimalSink implements ValueSink {
  private final Leaf leaf;
  private final Scratch scratch;
  private final DecimalVector vector;
  private long[] low = new long[0];
  private long[] high = low;
  /** The value last read. */
  private long lowRead;
  private long highRead;

  DecimalSink(String name, Leaf leaf, BufferAllocator allocator, Scratch scratch) {
    this.leaf = leaf;
    this.scratch = scratch;
    this.vector = new DecimalVector(name, allocator, 38, leaf.scale());
  }

  @Override
  public void begin(long firstRow) {
    // Nothing is counted here.
  }

  @Override
  public void dictionary(byte[] bytes, int end, int count) {
    int[] starts = new int[count];
    int[] sizes = new int[count];
    if (leaf.physical() == Physical.BYTE_ARRAY) {
      PageValues.plainTexts(bytes, 0, end, count, starts, sizes);
    } else {
      Arrays.setAll(starts, i -> i * leaf.length());
      Arrays.fill(sizes, leaf.length());
    }
    low = new long[count];
    high = new long[count];
    for (int i = 0; i < count; i++) {
      read(bytes, starts[i], sizes[i]);
      low[i] = lowRead;
      high[i] = highRead;
    }
  }

  @Override
  public void values(PageValues page, int from, int count, int found) {
    byte[] out = scratch.bytes;
    int[] rows = scratch.rowsWith(found, count);
    if (found < count) {
      Arrays.fill(out, from << 4, from + count << 4, (byte) 0);
    }
    if (page.isCoded()) {
      int[] codes = scratch.codes;
      page.codes(codes, 0, found);
      for (int i = 0; i < found; i++) {
        int to = from + rows[i] << 4;
        putLong(out, to, low[codes[i]]);
        putLong(out, to + 8, high[codes[i]]);
      }
    } else if (leaf.physical() == Physical.BYTE_ARRAY) {
      page.texts(found, scratch.starts, scratch.sizes);
      for (int i = 0; i < found; i++) {
        put(page.bytes(), scratch.starts[i], scratch.sizes[i], from + rows[i]);
      }
    } else {
      fixed(page.fixed(found), page.bytes(), from, rows, found);
    }
  }

  private void fixed(int at, byte[] bytes, int from, int[] rows, int found) {
    int length = leaf.length();
    if (length == 16) {
      byte[] out = scratch.bytes;
      for (int i = 0; i < found; i++) {
        int to = from + rows[i] << 4;
        int source = at + (i << 4);
        putLong(out, to, getBigLong(bytes, source + 8));
        putLong(out, to + 8, getBigLong(bytes, source));
      }
    } else {
      for (int i = 0; i < found; i++) {
        put(bytes, at + i * length, length, from + rows[i]);
      }
    }
  }

  private void put(byte[] bytes, int at, int size, int row) {
    read(bytes, at, size);
    putLong(scratch.bytes, row << 4, lowRead);
    putLong(scratch.bytes, (row << 4) + 8, highRead);
  }

  private void read(byte[] bytes, int at, int size) {
    switch (leaf.physical()) {
      case INT32 -> {
        int value = getInt(bytes, at);
        lowRead = leaf.meaning() == Meaning.UNSIGNED ? Integer.toUnsignedLong(value) : value;
        highRead = lowRead >> 63;
      }
      case INT64 -> {
        lowRead = getLong(bytes, at);
        highRead = leaf.meaning() == Meaning.UNSIGNED ? 0 : lowRead >> 63;
      }
      default -> readBigEndian(bytes, at, size);
    }
  }

  private void readBigEndian(byte[] bytes, int at, int size) {
    if (size >= 8 && size <= 16) {
      lowRead = getBigLong(bytes, at + size - 8);
      highRead = size == 8 ? lowRead >> 63 : getBigLong(bytes, at) >> (16 - size << 3);
      return;
    }
    if (size == 0) {
      throw new MalformedException("a decimal has no bytes");
    }
    long sign = bytes[at] >> 7;
    lowRead = sign;
    highRead = sign;
    for (int i = 0; i < size; i++) {
      if (highRead >> 55 != sign) {
        throw new MalformedException("a decimal has more than 128 bits");
      }
      highRead = highRead << 8 | lowRead >>> 56;
      lowRead = lowRead << 8 | bytes[at + i] & 0xff;
    }
  }

  @Override
  public FieldVector finish(int count) {
    if (vector.getValueCapacity() < count) {
      vector.allocateNew(Scratch.ROWS);
    }
    vector.getDataBuffer().setBytes(0, scratch.bytes, 0, (long) count << 4);
    scratch.putValidity(vector.getValidityBuffer(), count);
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
