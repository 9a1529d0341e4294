package io.plimsoll.generator.file;

import java.util.Arrays;

/** Writes literals and matches as one deflate block with codes of its own (RFC 1951, section 3.2.7). */
final class DeflateBlock {
  private static final int[] LENGTH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258
  };
  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };
  private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  private static final byte[] LENGTH_CODE = lengthCodes();
  private static final int END = 256;

  private final Bytes out;
  private final int[] literals = new int[286];
  private final int[] distances = new int[30];
  private long bits;
  private int held;

  DeflateBlock(Bytes out) {
    this.out = out;
  }

  /** A match as a token; a literal is its own token. */
  static int match(int length, int distance) {
    return length << 16 | distance;
  }

  void write(int[] tokens, int count, boolean last) {
    Arrays.fill(literals, 0);
    Arrays.fill(distances, 0);
    for (int i = 0; i < count; i++) {
      int length = tokens[i] >>> 16;
      if (length == 0) {
        literals[tokens[i]]++;
      } else {
        literals[257 + LENGTH_CODE[length]]++;
        distances[distanceCode(tokens[i] & 0xFFFF)]++;
      }
    }
    literals[END]++;
    Huffman words = new Huffman(literals, 15);
    Huffman far = new Huffman(distances, 15);
    put(last ? 1 : 0, 1);
    put(2, 2);
    codes(words, far);
    for (int i = 0; i < count; i++) {
      int length = tokens[i] >>> 16;
      if (length == 0) {
        put(words.code(tokens[i]), words.length(tokens[i]));
      } else {
        match(words, far, length, tokens[i] & 0xFFFF);
      }
    }
    put(words.code(END), words.length(END));
    if (last) {
      flush();
    }
  }

  private void match(Huffman words, Huffman far, int length, int distance) {
    int code = LENGTH_CODE[length];
    put(words.code(257 + code), words.length(257 + code));
    put(length - LENGTH_BASE[code], LENGTH_EXTRA[code]);
    int way = distanceCode(distance);
    put(far.code(way), far.length(way));
    int extra = Math.max(0, (way >> 1) - 1);
    put(distance - 1 & (1 << extra) - 1, extra);
  }

  private void codes(Huffman words, Huffman far) {
    int literalCount = words.used(257);
    int distanceCount = far.used(1);
    int[] lengths = new int[literalCount + distanceCount];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i < literalCount ? words.length(i) : far.length(i - literalCount);
    }
    int[] symbols = new int[lengths.length];
    int[] counts = new int[19];
    int used = 0;
    for (int i = 0; i < lengths.length; ) {
      int run = 1;
      while (i + run < lengths.length && lengths[i + run] == lengths[i]) {
        run++;
      }
      int symbol;
      if (lengths[i] == 0 && run >= 3) {
        run = Math.min(run, 138);
        symbol = run < 11 ? 17 | run - 3 << 8 : 18 | run - 11 << 8;
      } else if (i > 0 && lengths[i] == lengths[i - 1] && run >= 3) {
        run = Math.min(run, 6);
        symbol = 16 | run - 3 << 8;
      } else {
        run = 1;
        symbol = lengths[i];
      }
      symbols[used++] = symbol;
      counts[symbol & 0xFF]++;
      i += run;
    }
    Huffman meta = new Huffman(counts, 7);
    int metaCount = 19;
    while (metaCount > 4 && meta.length(ORDER[metaCount - 1]) == 0) {
      metaCount--;
    }
    put(literalCount - 257, 5);
    put(distanceCount - 1, 5);
    put(metaCount - 4, 4);
    for (int i = 0; i < metaCount; i++) {
      put(meta.length(ORDER[i]), 3);
    }
    for (int i = 0; i < used; i++) {
      int symbol = symbols[i] & 0xFF;
      put(meta.code(symbol), meta.length(symbol));
      put(symbols[i] >>> 8, symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0);
    }
  }

  private void put(int value, int count) {
    bits |= (long) value << held;
    held += count;
    if (held >= 32) {
      out.putInt((int) bits);
      bits >>>= 32;
      held -= 32;
    }
  }

  private static int distanceCode(int distance) {
    int from = distance - 1;
    if (from < 4) {
      return from;
    }
    int top = 31 - Integer.numberOfLeadingZeros(from);
    return 2 * top + (from >>> top - 1 & 1);
  }

  private static byte[] lengthCodes() {
    byte[] codes = new byte[259];
    int code = 0;
    for (int length = 3; length <= 258; length++) {
      while (code + 1 < LENGTH_BASE.length && LENGTH_BASE[code + 1] <= length) {
        code++;
      }
      codes[length] = (byte) code;
    }
    return codes;
  }

  private void flush() {
    while (held > 0) {
      out.put((int) bits);
      bits >>>= 8;
      held -= 8;
    }
    held = 0;
  }
}
