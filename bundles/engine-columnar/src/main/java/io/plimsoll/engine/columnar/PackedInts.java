package io.plimsoll.engine.columnar;

import java.nio.ByteBuffer;

/**
 * A column of ints in blocks, each in the fewest bits above its own base.
 *
 * <p>Layout: count, then offset, base and width of each block, then the packed blocks. In an ascending column a
 * block holds the steps between its values. Immutable; scratch space comes from the reader's thread.
 */
final class PackedInts {
  /** Values in a block. */
  static final int BLOCK = 512;

  private static final int HEAD = 9;

  private final ByteBuffer buffer;
  private final int start;
  private final int count;
  private final int data;

  PackedInts(ByteBuffer buffer, int start) {
    this.buffer = buffer;
    this.start = start + 4;
    count = buffer.getInt(start);
    data = this.start + blocks() * HEAD;
  }

  static int blocks(int count) {
    return (count + BLOCK - 1) / BLOCK;
  }

  /** Space for one packed block. */
  static byte[] scratch() {
    return new byte[BLOCK * 4 + BitPacking.SLACK];
  }

  static void write(int[] values, int count, BytesOut out) {
    write(values, count, false, out);
  }

  /** Writes values of which each is larger than the one before. */
  static void writeAscending(int[] values, int count, BytesOut out) {
    write(values, count, true, out);
  }

  private static void write(int[] values, int count, boolean ascending, BytesOut out) {
    BytesOut packed = new BytesOut();
    long[] block = new long[BLOCK];
    out.putInt(count);
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      int base = values[from];
      for (int i = 1; i < size && !ascending; i++) {
        base = Math.min(base, values[from + i]);
      }
      long all = 0;
      for (int i = 0; i < size; i++) {
        int at = from + i;
        block[i] = !ascending ? (long) values[at] - base : i == 0 ? 0 : values[at] - values[at - 1] - 1;
        all |= block[i];
      }
      int width = 64 - Long.numberOfLeadingZeros(all);
      out.putInt(packed.size());
      out.putInt(base);
      out.putByte(width);
      BitPacking.pack(block, size, width, packed);
    }
    out.putAll(packed);
  }

  int count() {
    return count;
  }

  int blocks() {
    return blocks(count);
  }

  /** Answers the values of a block and how many they are. */
  int read(int block, int[] into, byte[] scratch) {
    int at = start + block * HEAD;
    int size = Math.min(BLOCK, count - block * BLOCK);
    int width = buffer.get(at + 8);
    buffer.get(data + buffer.getInt(at), scratch, 0, BitPacking.bytes(size, width));
    BitPacking.unpack(scratch, size, width, buffer.getInt(at + 4), into);
    return size;
  }

  /** As {@link #read}, of an ascending column. */
  int readAscending(int block, int[] into, byte[] scratch) {
    int at = start + block * HEAD;
    int size = Math.min(BLOCK, count - block * BLOCK);
    int width = buffer.get(at + 8);
    buffer.get(data + buffer.getInt(at), scratch, 0, BitPacking.bytes(size, width));
    BitPacking.unpack(scratch, size, width, 1, into);
    int value = buffer.getInt(at + 4);
    into[0] = value;
    for (int i = 1; i < size; i++) {
      value += into[i];
      into[i] = value;
    }
    return size;
  }

  /** Every value. */
  int[] all() {
    int[] values = new int[count];
    int[] block = new int[BLOCK];
    byte[] scratch = scratch();
    for (int b = 0; b < blocks(); b++) {
      System.arraycopy(block, 0, values, b * BLOCK, read(b, block, scratch));
    }
    return values;
  }
}
