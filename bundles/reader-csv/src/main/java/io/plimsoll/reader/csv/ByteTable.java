package io.plimsoll.reader.csv;

import java.util.Arrays;

/**
 * Finds the code of a text by its bytes.
 *
 * <p>A hash table with open addressing. A slot is one {@code long}: 18 bits of the hash, where the text lies
 * and its code plus 1; the text lies behind its length. So a look-up touches one place in the slots and one
 * in the texts, and a miss hardly ever the second.
 */
final class ByteTable {
  /** No slot. */
  static final long NONE = 0;

  private static final int CODE_BITS = 20;
  private static final int CODE = (1 << CODE_BITS) - 1;
  private static final int START = (1 << 26) - 1;
  private static final long FRAGMENT = -1L << 46;
  private static final int HEAD = Integer.BYTES;
  /** Bytes behind the last text that may be read with it. */
  private static final int SLACK = Long.BYTES;
  private static final int LARGE = 64 * 1024;
  private static final long MIX_A = 0x9e3779b97f4a7c15L;
  private static final long MIX_B = 0xd6e8feb86659fd93L;

  /** The most texts, and the most bytes of texts, that a table can hold. */
  static final int MOST_TEXTS = CODE - 1;
  static final int MOST_BYTES = START;

  private final int maxTexts;
  private final int maxBytes;
  private byte[] texts = new byte[4096];
  private long[] slots = new long[256];
  private int size;
  private int end;

  /** A table that takes so many texts, of so many bytes together with 4 for each. */
  ByteTable(int maxTexts, int maxBytes) {
    this.maxTexts = Math.min(maxTexts, MOST_TEXTS);
    this.maxBytes = Math.min(maxBytes, MOST_BYTES);
  }

  int size() {
    return size;
  }

  /** Whether it has used no more than a quarter of what it may hold. */
  boolean isMostlyFree() {
    return size <= maxTexts / 4 && end <= maxBytes / 4;
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

  /** The slot this hash most likely leads to, or {@link #NONE}; {@link #holds} tells for sure. */
  long likely(long hash) {
    long slot = slots[(int) hash & (slots.length - 1)];
    return ((slot ^ hash) & FRAGMENT) == 0 ? slot : NONE;
  }

  /** Whether its texts are too many to lie in the nearest caches. */
  boolean isLarge() {
    return end > LARGE;
  }

  /** The first bytes of a slot's text: looked at in advance, they bring it near. */
  int peek(long slot) {
    return Words.getInt(texts, (int) (slot >>> CODE_BITS) & START);
  }

  /** Whether the text of a slot, not {@link #NONE}, is this one. Up to 8 bytes behind it are read. */
  boolean holds(long slot, byte[] bytes, int from, int length) {
    int start = (int) (slot >>> CODE_BITS) & START;
    if (Words.getInt(texts, start) != length) {
      return false;
    }
    start += HEAD;
    if (length < 8) {
      return (Words.get(texts, start) ^ Words.get(bytes, from)) << (64 - 8 * length) == 0;
    }
    if (length > 64) {
      return Arrays.equals(texts, start, start + length, bytes, from, from + length);
    }
    int last = length - 8;
    for (int i = 0; i < last; i += 8) {
      if (Words.get(texts, start + i) != Words.get(bytes, from + i)) {
        return false;
      }
    }
    return Words.get(texts, start + last) == Words.get(bytes, from + last);
  }

  /** The code of a slot. */
  static int code(long slot) {
    return ((int) slot & CODE) - 1;
  }

  /** The slot of this text, or {@link #NONE} when it is not there. */
  long find(byte[] bytes, int from, int length, long hash) {
    int mask = slots.length - 1;
    for (int at = (int) hash & mask; slots[at] != NONE; at = (at + 1) & mask) {
      if (((slots[at] ^ hash) & FRAGMENT) == 0 && holds(slots[at], bytes, from, length)) {
        return slots[at];
      }
    }
    return NONE;
  }

  /** Adds a text of one byte or more that is not there; answers its slot, {@link #NONE} when the table is full. */
  long add(byte[] bytes, int from, int length, long hash, int code) {
    if (size == maxTexts || length + HEAD > maxBytes - end) {
      return NONE;
    }
    int needed = end + HEAD + length + SLACK;
    if (needed > texts.length) {
      texts = Arrays.copyOf(texts, (int) Math.max(needed, Math.min(2L * texts.length, (long) maxBytes + SLACK)));
    }
    if (2 * size >= slots.length) {
      grow();
    }
    Words.putInt(texts, end, length);
    System.arraycopy(bytes, from, texts, end + HEAD, length);
    long slot = hash & FRAGMENT | (long) end << CODE_BITS | code + 1;
    place(slots, slot, (int) hash);
    end += HEAD + length;
    size++;
    return slot;
  }

  /** Calls back with each text from a position on; answers the position behind the last one. */
  int forEach(int position, TextUse use) {
    for (int at = position; at < end; ) {
      int length = Words.getInt(texts, at);
      use.text(texts, at + HEAD, length);
      at += HEAD + length;
    }
    return end;
  }

  /** What is done with each text. */
  interface TextUse {
    void text(byte[] bytes, int from, int length);
  }

  private void grow() {
    long[] grown = new long[(slots.length < 1 << 16 ? 4 : 2) * slots.length];
    for (long slot : slots) {
      if (slot != NONE) {
        int start = (int) (slot >>> CODE_BITS) & START;
        place(grown, slot, (int) hash(texts, start + HEAD, Words.getInt(texts, start)));
      }
    }
    slots = grown;
  }

  private static void place(long[] slots, long slot, int hash) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != NONE) {
      at = (at + 1) & mask;
    }
    slots[at] = slot;
  }
}
