package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.Arrays;
import java.util.Locale;

/** Numbers distinct pairs of codes in the order they are met. */
final class PairCodes {
  /** Up to this many possible pairs, a table by pair. */
  private static final long MAX_DENSE = 1 << 21;

  private final int seconds;
  private final int limit;
  private final boolean dense;
  /** Dense: id + 1 by pair. Otherwise a hash table of ids + 1. */
  private int[] table;

  private int[] first = new int[64];
  private int[] second = new int[64];
  private int size;

  /**
   * @param firsts how many first codes there may be at most
   * @param seconds how many second codes there are
   * @param limit how many pairs are too many
   */
  PairCodes(long firsts, int seconds, int limit) {
    this.seconds = seconds;
    this.limit = limit;
    dense = firsts <= MAX_DENSE && firsts * seconds <= MAX_DENSE;
    table = new int[dense ? (int) (firsts * seconds) : 1024];
  }

  int size() {
    return size;
  }

  int first(int id) {
    return first[id];
  }

  int second(int id) {
    return second[id];
  }

  int of(int a, int b) {
    if (dense) {
      int at = a * seconds + b;
      int id = table[at] - 1;
      if (id < 0) {
        id = add(a, b);
        table[at] = id + 1;
      }
      return id;
    }
    int mask = table.length - 1;
    for (int slot = slot(a, b, mask); ; slot = slot + 1 & mask) {
      int id = table[slot] - 1;
      if (id < 0) {
        id = add(a, b);
        table[slot] = id + 1;
        if (size * 2 > table.length) {
          grow();
        }
        return id;
      }
      if (first[id] == a && second[id] == b) {
        return id;
      }
    }
  }

  private int add(int a, int b) {
    if (size == limit) {
      throw tooMany(limit);
    }
    if (size == first.length) {
      first = Arrays.copyOf(first, size * 2);
      second = Arrays.copyOf(second, size * 2);
    }
    first[size] = a;
    second[size] = b;
    return size++;
  }

  static PlimsollException tooMany(int limit) {
    return new PlimsollException(
        ErrorCode.LIMIT_EXCEEDED,
        String.format(Locale.ROOT, "The question asks for more than %,d groups.", limit),
        "Group by fewer dimensions, filter, or choose a coarser granularity.");
  }

  private void grow() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = slot(first[id], second[id], mask);
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = id + 1;
    }
  }

  private static int slot(int a, int b, int mask) {
    long hash = (a * 0x9E3779B97F4A7C15L ^ b) * 0xBF58476D1CE4E5B9L;
    return (int) (hash >>> 32) & mask;
  }
}
