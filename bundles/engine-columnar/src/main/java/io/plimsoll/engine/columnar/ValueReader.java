package io.plimsoll.engine.columnar;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the values of one metric in one day, block after block. One thread. */
final class ValueReader {
  /** The values read last, or their lower halves. */
  long[] low;
  /** The upper halves, when {@link #read} answers true. */
  long[] high;

  private final long[] ownLow = new long[PackedInts.BLOCK];
  private final long[] ownHigh = new long[PackedInts.BLOCK];

  private final DaySegment segment;
  private final ByteBuffer buffer;
  private final int heads;
  private final byte[] scratch = new byte[PackedInts.BLOCK * 8 + BitPacking.SLACK];
  private final ValueReader[] bases;
  private int block;
  private int data;

  ValueReader(DaySegment segment, int column) {
    low = ownLow;
    high = ownHigh;
    this.segment = segment;
    buffer = segment.buffer();
    heads = segment.start(column);
    data = heads + PackedInts.blocks(segment.facts()) * ValueBlock.HEAD;
    bases = new ValueReader[segment.relations().size()];
  }

  DaySegment segment() {
    return segment;
  }

  /**
   * Reads a block that lies behind the ones read before.
   *
   * @return whether some value takes more than a long
   */
  boolean read(int wanted) {
    skipTo(wanted);
    low = ownLow;
    high = ownHigh;
    int count = segment.sizeOf(wanted);
    int head = heads + wanted * ValueBlock.HEAD;
    int source = buffer.get(head) & 0xff;
    if (source > 0) {
      return related(source - 1, wanted, count);
    }
    int exponent = buffer.get(head + 1);
    int widthByte = buffer.get(head + 2) & 0xff;
    int width = ValueBlock.width(widthByte);
    boolean wide = unpack(count, width, ValueBlock.isSigned(widthByte));
    return exponent == 0 ? wide : multiply(low, wide ? high : null, count, Wide.power(exponent));
  }

  /** Multiplies what was read last, none of which outgrows 128 bits by it; answers as {@link #read}. */
  boolean multiplyBy(int count, boolean wide, long factor) {
    return multiply(low, wide ? high : null, count, factor);
  }

  private boolean unpack(int count, int width, boolean signed) {
    int lowBytes = BitPacking.bytes(count, Math.min(width, 64));
    buffer.get(data, scratch, 0, lowBytes);
    BitPacking.unpack(scratch, count, Math.min(width, 64), low);
    if (width < 64 || width == 64 && signed) {
      if (signed && width < 64) {
        extend(low, count, 64 - width);
      }
      return false;
    }
    int highBytes = BitPacking.bytes(count, width - 64);
    buffer.get(data + lowBytes, scratch, 0, highBytes);
    BitPacking.unpack(scratch, count, width - 64, high);
    if (signed && width < 128) {
      extend(high, count, 128 - width);
    }
    return true;
  }

  private boolean related(int index, int wanted, int count) {
    Relation relation = segment.relations().get(index);
    if (bases[index] == null) {
      bases[index] = new ValueReader(segment, relation.base());
    }
    ValueReader base = bases[index];
    boolean wide = base.read(wanted);
    if (relation.factor() == 1) {
      low = base.low;
      high = base.high;
      return wide;
    }
    return multiply(base.low, wide ? base.high : null, count, relation.factor());
  }

  private boolean multiply(long[] from, long @Nullable [] fromHigh, int count, long factor) {
    long[] to = ownLow;
    long[] toHigh = ownHigh;
    long beyond = 0;
    for (int i = 0; i < count; i++) {
      long value = from[i];
      long upper =
          fromHigh == null ? Math.multiplyHigh(value, factor) : Wide.timesHigh(fromHigh[i], value, factor);
      to[i] = value * factor;
      toHigh[i] = upper;
      beyond |= upper ^ to[i] >> 63;
    }
    low = to;
    high = toHigh;
    return beyond != 0;
  }

  private void skipTo(int wanted) {
    for (; block < wanted; block++) {
      int head = heads + block * ValueBlock.HEAD;
      if (buffer.get(head) == 0) {
        data += ValueBlock.bytes(segment.sizeOf(block), buffer.get(head + 2) & 0xff);
      }
    }
  }

  private static void extend(long[] values, int count, int shift) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] << shift >> shift;
    }
  }
}
