package io.plimsoll.engine.columnar;

import java.util.Arrays;

/**
 * Sorts values by their unsigned bytes, as {@link Arrays#compareUnsigned(byte[], byte[])} orders them: a quicksort by
 * words of eight bytes (J. Bentley, R. Sedgewick, "Fast algorithms for sorting and searching strings", 1997).
 *
 * <p>Resource ids begin alike for a hundred bytes. A sort by comparing reads those again for each pair; this one
 * skips what a stretch has in common, and what it compares lies side by side. Used once.
 */
final class ByteOrderSort {
  private static final int WORD = 8;
  /** Stretches this short are sorted by inserting. */
  private static final int FEW = 12;

  private final byte[][] values;
  private final int[] order;
  /** By place, the word of that value that is being compared, so that a larger number is a later value. */
  private final long[] words;

  private ByteOrderSort(byte[][] values, int count) {
    this.values = values;
    order = new int[count];
    words = new long[count];
  }

  /** The numbers of the first {@code count} values, in the order of the values. */
  static int[] order(byte[][] values, int count) {
    ByteOrderSort sort = new ByteOrderSort(values, count);
    for (int i = 0; i < count; i++) {
      sort.order[i] = i;
    }
    sort.sort(0, count, 0);
    return sort.order;
  }

  /** Sorts a stretch of values that have their first {@code depth} bytes in common. */
  private void sort(int from, int to, int depth) {
    if (to - from <= FEW) {
      insert(from, to, depth);
      return;
    }
    int common = common(from, to, depth);
    int longer = endedFirst(from, to, common);
    for (int i = longer; i < to; i++) {
      words[i] = word(values[order[i]], common);
    }
    byWord(longer, to, common);
  }

  /** Sorts a stretch by its words, then each part of equal words by what follows. */
  private void byWord(int from, int to, int depth) {
    int low = from;
    int high = to;
    while (high - low > FEW) {
      long pivot = middle(words[low], words[low + high >>> 1], words[high - 1]);
      int less = low;
      int more = high;
      for (int i = low; i < more; ) {
        if (words[i] < pivot) {
          swap(less++, i++);
        } else if (words[i] > pivot) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      sort(less, more, depth);
      // The larger side stays in this loop, so the stack is as deep as the logarithm.
      if (less - low < high - more) {
        byWord(low, less, depth);
        low = more;
      } else {
        byWord(more, high, depth);
        high = less;
      }
    }
    insert(low, high, depth);
  }

  /** Moves values that have no byte behind the common ones to the front; answers where the others begin. */
  private int endedFirst(int from, int to, int common) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (values[order[i]].length == common) {
        swap(at++, i);
      }
    }
    return at;
  }

  private int common(int from, int to, int depth) {
    byte[] first = values[order[from]];
    int common = first.length;
    for (int i = from + 1; i < to && common > depth; i++) {
      byte[] value = values[order[i]];
      int unlike = Arrays.mismatch(first, depth, common, value, depth, Math.min(common, value.length));
      common = unlike < 0 ? common : depth + unlike;
    }
    return common;
  }

  private void insert(int from, int to, int depth) {
    for (int i = from + 1; i < to; i++) {
      int moving = order[i];
      byte[] value = values[moving];
      int at = i;
      while (at > from && compare(values[order[at - 1]], value, depth) > 0) {
        order[at] = order[--at];
      }
      order[at] = moving;
    }
  }

  private static int compare(byte[] a, byte[] b, int depth) {
    return Arrays.compareUnsigned(a, depth, a.length, b, depth, b.length);
  }

  /** The eight bytes from a place on, as a signed number in their order; zeros stand for those behind the end. */
  private static long word(byte[] value, int at) {
    long word = 0;
    if (value.length - at >= WORD) {
      word = Long.reverseBytes(LittleEndian.getLong(value, at));
    } else {
      for (int i = at; i < value.length; i++) {
        word |= (value[i] & 0xffL) << (WORD - 1 - (i - at)) * Byte.SIZE;
      }
    }
    return word ^ Long.MIN_VALUE;
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void swap(int a, int b) {
    long word = words[a];
    words[a] = words[b];
    words[b] = word;
    int number = order[a];
    order[a] = order[b];
    order[b] = number;
  }
}
