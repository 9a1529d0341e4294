package io.plimsoll.reader.csv;

import java.util.Arrays;

/**
 * Numbers distinct texts from 0 in the order they come, as bytes in one array.
 *
 * <p>A hash table with open addressing: a slot holds 32 bits of the hash and the number plus 1, so that a
 * miss is nearly always seen without touching the texts.
 */
final class ByteTable {
  /** Bytes behind the last text that may be read with it. */
  private static final int SLACK = Long.BYTES;
  private static final long FRAGMENT = 0xffffffff00000000L;
  private static final long MIX_A = 0x9e3779b97f4a7c15L;
  private static final long MIX_B = 0xd6e8feb86659fd93L;

  private final int maxTexts;
  private final int maxBytes;
  private byte[] texts = new byte[4096];
  private int[] offsets = new int[65];
  private long[] slots = new long[128];
  private int size;

  /** A table that takes at most so many texts of so many bytes together. */
  ByteTable(int maxTexts, int maxBytes) {
    this.maxTexts = maxTexts;
    this.maxBytes = maxBytes;
  }

  int size() {
    return size;
  }

  /** The texts one behind the other; valid until the next text is added. */
  byte[] texts() {
    return texts;
  }

  /** Where text n starts, and where the last one ends. */
  int offset(int n) {
    return offsets[n];
  }

  /** A hash of all bytes; up to 8 bytes behind them are read but do not count. */
  static long hash(byte[] bytes, int from, int length) {
    long a;
    long b;
    long hash = length * MIX_A;
    if (length <= 8) {
      a = length == 0 ? 0 : Words.get(bytes, from) << (64 - 8 * length);
      b = MIX_B;
    } else {
      int last = from + length - 8;
      for (int at = from; at < last - 8; at += 16) {
        hash = mix(Words.get(bytes, at) ^ MIX_B, Words.get(bytes, at + 8) ^ hash);
      }
      a = Words.get(bytes, last);
      b = length <= 16 ? Words.get(bytes, from) : Words.get(bytes, last - 8);
    }
    return mix(a ^ hash, b ^ MIX_A);
  }

  private static long mix(long a, long b) {
    return a * b ^ Math.multiplyHigh(a, b);
  }

  /** The number this hash most likely leads to, or -1; {@link #holds} tells for sure. */
  int likely(long hash) {
    long slot = slots[(int) hash & (slots.length - 1)];
    return ((slot ^ hash) & FRAGMENT) == 0 ? (int) slot - 1 : -1;
  }

  /** Whether text n is this one. Up to 8 bytes behind it are read. */
  boolean holds(int n, byte[] bytes, int from, int length) {
    int offset = offsets[n];
    if (offsets[n + 1] - offset != length) {
      return false;
    }
    if (length < 8) {
      return length == 0 || (Words.get(texts, offset) ^ Words.get(bytes, from)) << (64 - 8 * length) == 0;
    }
    if (length > 32) {
      return Arrays.equals(texts, offset, offset + length, bytes, from, from + length);
    }
    int last = length - 8;
    for (int i = 0; i < last; i += 8) {
      if (Words.get(texts, offset + i) != Words.get(bytes, from + i)) {
        return false;
      }
    }
    return Words.get(texts, offset + last) == Words.get(bytes, from + last);
  }

  /** The number of this text, or -1 when it is not there. */
  int find(byte[] bytes, int from, int length, long hash) {
    int mask = slots.length - 1;
    for (int at = (int) hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      if (((slots[at] ^ hash) & FRAGMENT) == 0) {
        int n = (int) slots[at] - 1;
        if (holds(n, bytes, from, length)) {
          return n;
        }
      }
    }
    return -1;
  }

  /** Adds a text that is not there; answers its number, or -1 when the table is full. */
  int add(byte[] bytes, int from, int length, long hash) {
    int end = offsets[size];
    if (size == maxTexts || length > maxBytes - end) {
      return -1;
    }
    if (end + length + SLACK > texts.length) {
      texts = Arrays.copyOf(texts, (int) Math.max(Math.min(2L * texts.length, maxBytes), end + length) + SLACK);
    }
    if (size + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    if (2 * size >= slots.length) {
      grow();
    }
    System.arraycopy(bytes, from, texts, end, length);
    place(slots, hash & FRAGMENT | size + 1, (int) hash);
    offsets[++size] = end + length;
    return size - 1;
  }

  private void grow() {
    long[] grown = new long[2 * slots.length];
    for (int n = 0; n < size; n++) {
      long hash = hash(texts, offsets[n], offsets[n + 1] - offsets[n]);
      place(grown, hash & FRAGMENT | n + 1, (int) hash);
    }
    slots = grown;
  }

  private static void place(long[] slots, long slot, int hash) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = slot;
  }
}
