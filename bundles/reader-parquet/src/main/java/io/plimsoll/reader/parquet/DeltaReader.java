package io.plimsoll.reader.parquet;

/** Decodes DELTA_BINARY_PACKED: differences of neighbours, packed into as few bits as each block needs. */
final class DeltaReader {
  /** Differences of zero take no bytes at all, so the bytes at hand do not bound the values; this does. */
  private static final int MAX_VALUES = 16 << 20;

  private final byte[] bytes;
  private final int end;
  private int at;

  /** There is slack behind {@code end}. */
  DeltaReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Where the bytes behind the numbers begin. */
  int position() {
    return at;
  }

  /** All the numbers, at most as many as stated. */
  long[] read(int most) {
    long blockSize = varint();
    long miniblocks = varint();
    long count = varint();
    if (count > Math.min(most, MAX_VALUES) || count < 0) {
      throw new MalformedException("a page claims " + count + " delta-coded values");
    }
    if (miniblocks < 1 || miniblocks > 4096 || blockSize < miniblocks || blockSize > 1 << 20) {
      throw new MalformedException("a delta-coded page has blocks of " + blockSize + " in " + miniblocks + " pieces");
    }
    int perMiniblock = (int) (blockSize / miniblocks);
    long[] values = new long[(int) count];
    long value = zigzag();
    int done = 0;
    if (count > 0) {
      values[done++] = value;
    }
    while (done < count) {
      long least = zigzag();
      int widths = at;
      advance((int) miniblocks);
      for (int m = 0; m < miniblocks && done < count; m++) {
        int width = bytes[widths + m] & 0xff;
        if (width > 64) {
          throw new MalformedException("a delta-coded page has differences of " + width + " bits");
        }
        int now = (int) Math.min(perMiniblock, count - done);
        long bit = (long) at << 3;
        // The last miniblock may be cut short where its values are padding.
        long length = (long) perMiniblock * width + 7 >>> 3;
        if (bit + (long) now * width > (long) end << 3) {
          throw MalformedException.ended();
        }
        for (int i = 0; i < now; i++, bit += width) {
          value += least + bits(bit, width);
          values[done++] = value;
        }
        at = (int) Math.min(end, at + length);
      }
    }
    return values;
  }

  /** The same as lengths: none negative. */
  int[] readLengths(int most) {
    long[] values = read(most);
    int[] lengths = new int[values.length];
    for (int i = 0; i < lengths.length; i++) {
      if (values[i] < 0 || values[i] > Integer.MAX_VALUE) {
        throw new MalformedException("a text would have " + values[i] + " bytes");
      }
      lengths[i] = (int) values[i];
    }
    return lengths;
  }

  private long bits(long bit, int width) {
    if (width == 0) {
      return 0;
    }
    int from = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long value = LittleEndian.getLong(bytes, from) >>> shift;
    if (shift + width > 64) {
      value |= (long) bytes[from + 8] << 64 - shift;
    }
    return width == 64 ? value : value & (1L << width) - 1;
  }

  private void advance(int count) {
    if (count > end - at) {
      throw MalformedException.ended();
    }
    at += count;
  }

  private long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw MalformedException.ended();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number has too many bytes");
  }
}
