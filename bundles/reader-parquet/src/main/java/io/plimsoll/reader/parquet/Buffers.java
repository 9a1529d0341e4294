package io.plimsoll.reader.parquet;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that were used and may be used again: the next row group and the next part need some of about the same size.
 * Never more of them than were in use at one time. One thread.
 */
final class Buffers {
  /** Wanting little is no reason to take much: an array this many times larger is left for who needs it. */
  private static final int MOST_TIMES = 4;
  private static final int SMALL = 64 << 10;

  private final List<byte[]> free = new ArrayList<>();

  /** An array of at least this length, with anything in it. */
  byte[] take(int length) {
    int best = -1;
    int largestBelow = -1;
    for (int i = 0; i < free.size(); i++) {
      int size = free.get(i).length;
      if (size < length) {
        largestBelow = largestBelow < 0 || size > free.get(largestBelow).length ? i : largestBelow;
      } else if (size <= Math.max(SMALL, (long) MOST_TIMES * length)) {
        best = best < 0 || size < free.get(best).length ? i : best;
      }
    }
    if (best >= 0) {
      return free.remove(best);
    }
    if (largestBelow >= 0) {
      free.remove(largestBelow);
    }
    // A little more than asked for, so that the next one of nearly this size fits.
    return new byte[(int) Math.min(Integer.MAX_VALUE - 64, length + (length >>> 3) + 64L)];
  }

  /** Takes an array back that nobody looks at any more. */
  void give(byte[] buffer) {
    if (buffer.length > 0) {
      free.add(buffer);
    }
  }

  /** This array, or a larger one in its stead when it is shorter than {@code length}. */
  byte[] atLeast(byte[] buffer, int length) {
    if (buffer.length >= length) {
      return buffer;
    }
    give(buffer);
    return take(length);
  }

  /** An array of at least this length with the first {@code used} bytes of a shorter one, which is given back. */
  byte[] grown(byte[] buffer, int used, int length) {
    byte[] larger = take(length);
    System.arraycopy(buffer, 0, larger, 0, used);
    give(buffer);
    return larger;
  }
}
