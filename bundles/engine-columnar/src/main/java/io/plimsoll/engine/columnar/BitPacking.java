package io.plimsoll.engine.columnar;

import java.util.Arrays;

/** Numbers in the fewest bits, one behind the other. Readers may touch eight bytes behind the last. */
final class BitPacking {
  /** What an array that is unpacked from needs behind its content. */
  static final int SLACK = 16;

  private BitPacking() {}

  static int bytes(int count, int width) {
    return (int) (((long) count * width + 7) >>> 3);
  }

  /** Writes the lowest {@code width} bits, 0 to 64, of each value. */
  static void pack(long[] values, int count, int width, BytesOut out) {
    if (width == 0) {
      return;
    }
    long mask = width == 64 ? -1 : (1L << width) - 1;
    long pending = 0;
    int filled = 0;
    for (int i = 0; i < count; i++) {
      long value = values[i] & mask;
      pending |= value << filled;
      filled += width;
      if (filled >= 64) {
        out.putLong(pending);
        filled -= 64;
        pending = filled == 0 ? 0 : value >>> width - filled;
      }
    }
    out.putLow(pending, filled + 7 >>> 3);
  }

  /** Reads numbers of {@code width} bits, not extending their sign. */
  static void unpack(byte[] bytes, int count, int width, long[] into) {
    if (width == 0) {
      Arrays.fill(into, 0, count, 0);
    } else if (width <= 57) {
      long mask = (1L << width) - 1;
      for (int i = 0, bit = 0; i < count; i++, bit += width) {
        into[i] = LittleEndian.getLong(bytes, bit >>> 3) >>> (bit & 7) & mask;
      }
    } else {
      long mask = width == 64 ? -1 : (1L << width) - 1;
      for (int i = 0, bit = 0; i < count; i++, bit += width) {
        int shift = bit & 7;
        long value = LittleEndian.getLong(bytes, bit >>> 3) >>> shift;
        // Shifted twice because a shift by 64 would be none.
        value |= (long) bytes[(bit >>> 3) + 8] << 63 - shift << 1;
        into[i] = value & mask;
      }
    }
  }

  /** Reads numbers of at most 32 bits and adds a base to each. */
  static void unpack(byte[] bytes, int count, int width, int base, int[] into) {
    if (width == 0) {
      Arrays.fill(into, 0, count, base);
      return;
    }
    long mask = (1L << width) - 1;
    for (int i = 0, bit = 0; i < count; i++, bit += width) {
      into[i] = base + (int) (LittleEndian.getLong(bytes, bit >>> 3) >>> (bit & 7) & mask);
    }
  }
}
