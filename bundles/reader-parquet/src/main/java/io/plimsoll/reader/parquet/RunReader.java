package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;
import static io.plimsoll.reader.parquet.LittleEndian.putLong;

import java.util.Arrays;

/** Reads Parquet's mix of runs and bit-packed groups: levels, dictionary codes and flags. */
final class RunReader {
  private static final long ONE_BIT_EACH = 0x8040201008040201L;
  private static final long EVERY_BYTE = 0x0101010101010101L;
  private static final long SEVEN_BITS = 0x7f7f7f7f7f7f7f7fL;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int width;
  private int mask;
  /** Values left in the run at hand. */
  private int left;
  private boolean packed;
  private int value;
  /** Where a packed run begins, and how many of its values were read. */
  private int packedAt;
  private int packedRead;

  /** Starts over; there is slack behind {@code end}. */
  void reset(byte[] source, int from, int to, int bits) {
    if (bits > 32 || from > to) {
      throw new MalformedException("a page has codes of " + bits + " bits");
    }
    bytes = source;
    at = from;
    end = to;
    width = bits;
    mask = bits == 32 ? -1 : (1 << bits) - 1;
    left = 0;
  }

  /** Starts over with bits alone, without runs. */
  void resetPacked(byte[] source, int from, int to, int bits) {
    reset(source, from, to, bits);
    startPacked(Integer.MAX_VALUE);
  }

  private void nextRun() {
    if (width == 0 && at >= end) {
      // A single code takes no bits; writers may leave out the run that says so.
      left = Integer.MAX_VALUE;
      packed = false;
      value = 0;
      return;
    }
    int head = 0;
    for (int shift = 0; ; shift += 7) {
      if (at >= end || shift > 28) {
        throw new MalformedException("a page has fewer codes than it says");
      }
      int b = bytes[at++];
      head |= (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    if ((head & 1) == 1) {
      startPacked((int) Math.min(8L * (head >>> 1), Integer.MAX_VALUE));
    } else {
      int length = (width + 7) >>> 3;
      if (length > end - at) {
        throw new MalformedException("a page has fewer codes than it says");
      }
      packed = false;
      left = head >>> 1;
      value = getInt(bytes, at) & mask;
      at += length;
    }
  }

  /** The last group may be cut short where its values are padding. */
  private void startPacked(int count) {
    long there = width == 0 ? count : 8L * (end - at) / width;
    packed = true;
    packedAt = at;
    packedRead = 0;
    left = (int) Math.min(count, there);
    at = (int) Math.min(end, at + (long) width * (((long) count + 7) >>> 3));
  }

  /** Reads the next values. */
  void read(int[] out, int from, int count) {
    int to = from;
    int stop = from + count;
    while (to < stop) {
      if (left == 0) {
        nextRun();
      }
      int now = Math.min(left, stop - to);
      if (packed) {
        unpack(out, to, now);
      } else {
        Arrays.fill(out, to, to + now, value);
      }
      left -= now;
      to += now;
    }
  }

  private void unpack(int[] out, int from, int count) {
    int to = from;
    int stop = from + count;
    while (to < stop && (packedRead & 7) != 0) {
      out[to++] = packedValue(packedRead++);
    }
    int groups = (stop - to) >>> 3;
    int source = packedAt + (packedRead >>> 3) * width;
    if (width <= 8) {
      unpackBytes(out, to, source, groups);
    } else if (width <= 16) {
      unpackShorts(out, to, source, groups);
    } else {
      for (int i = 0; i < groups << 3; i++) {
        out[to + i] = packedValue(packedRead + i);
      }
    }
    to += groups << 3;
    packedRead += groups << 3;
    while (to < stop) {
      out[to++] = packedValue(packedRead++);
    }
  }

  /** Eight values lie in one word. */
  private void unpackBytes(int[] out, int from, int start, int groups) {
    int w = width;
    int m = mask;
    int to = from;
    int source = start;
    for (int g = 0; g < groups; g++, to += 8, source += w) {
      long word = getLong(bytes, source);
      out[to] = (int) word & m;
      out[to + 1] = (int) (word >>> w) & m;
      out[to + 2] = (int) (word >>> 2 * w) & m;
      out[to + 3] = (int) (word >>> 3 * w) & m;
      out[to + 4] = (int) (word >>> 4 * w) & m;
      out[to + 5] = (int) (word >>> 5 * w) & m;
      out[to + 6] = (int) (word >>> 6 * w) & m;
      out[to + 7] = (int) (word >>> 7 * w) & m;
    }
  }

  /** Eight values lie in two overlapping words of four. */
  private void unpackShorts(int[] out, int from, int start, int groups) {
    int w = width;
    int m = mask;
    int half = w >>> 1;
    int shift = (w & 1) << 2;
    int to = from;
    int source = start;
    for (int g = 0; g < groups; g++, to += 8, source += w) {
      long word = getLong(bytes, source);
      long second = getLong(bytes, source + half) >>> shift;
      out[to] = (int) word & m;
      out[to + 1] = (int) (word >>> w) & m;
      out[to + 2] = (int) (word >>> 2 * w) & m;
      out[to + 3] = (int) (word >>> 3 * w) & m;
      out[to + 4] = (int) second & m;
      out[to + 5] = (int) (second >>> w) & m;
      out[to + 6] = (int) (second >>> 2 * w) & m;
      out[to + 7] = (int) (second >>> 3 * w) & m;
    }
  }

  private int packedValue(int index) {
    long bit = (long) index * width;
    return (int) (getLong(bytes, packedAt + (int) (bit >>> 3)) >>> (bit & 7)) & mask;
  }

  /**
   * Reads flags of one bit that say which rows are present.
   *
   * @param present gets 1 or 0 for each row from {@code from} on, and may be written a few rows too far
   * @param rows gets the rows that are present, counted from 0; has room for one more than {@code count}
   * @return how many are present
   */
  int presence(byte[] present, int from, int count, int[] rows) {
    int found = 0;
    int row = 0;
    while (row < count) {
      if (left == 0) {
        nextRun();
      }
      int now = Math.min(left, count - row);
      if (packed) {
        found = unpackPresence(present, from, row, now, rows, found);
      } else {
        Arrays.fill(present, from + row, from + row + now, (byte) value);
        if (value != 0) {
          if (now == count) {
            left -= now;
            return count;
          }
          for (int i = 0; i < now; i++) {
            rows[found++] = row + i;
          }
        }
      }
      left -= now;
      row += now;
    }
    return found;
  }

  private int unpackPresence(byte[] present, int from, int first, int count, int[] rows, int before) {
    int found = before;
    int row = first;
    int stop = first + count;
    while (row < stop && (packedRead & 7) != 0) {
      int bit = packedValue(packedRead++);
      present[from + row] = (byte) bit;
      rows[found] = row++;
      found += bit;
    }
    while (stop - row >= 8) {
      int bits = bytes[packedAt + (packedRead >>> 3)] & 0xff;
      putLong(present, from + row, ((bits * EVERY_BYTE & ONE_BIT_EACH) + SEVEN_BITS) >>> 7 & EVERY_BYTE);
      for (int i = 0; i < 8; i++) {
        rows[found] = row + i;
        found += bits >>> i & 1;
      }
      row += 8;
      packedRead += 8;
    }
    while (row < stop) {
      int bit = packedValue(packedRead++);
      present[from + row] = (byte) bit;
      rows[found] = row++;
      found += bit;
    }
    return found;
  }
}
