package io.plimsoll.reader.csv;

import java.util.Arrays;

/**
 * Decodes the symbols of one Huffman code of a DEFLATE block by table look-up.
 *
 * <p>The low {@code bits} of the stream select an entry; codes longer than that lead to a second table.
 * An entry holds, from the low end: 6 bits of how many bits it takes in all, code and extra bits; from bit
 * 8, 4 bits of how many the code alone takes; {@link #END}, {@link #LONGER} and {@link #SPECIAL}; from bit
 * 16, 15 bits of value (literal byte, base of a length or distance, start of the second table); and {@link
 * #LITERAL} as the sign, which is the cheapest test there is. {@link #SPECIAL} alone marks bits that are no
 * code.
 */
final class HuffmanTable {
  static final int LITERAL = 1 << 31;
  static final int SPECIAL = 1 << 15;
  static final int LONGER = 1 << 14;
  static final int END = 1 << 13;
  static final int VALUE = 0x7fff;

  private static final int LONGEST = 15;
  private static final int[] LENGTH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258
  };
  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };

  /** What the symbols of a code mean. */
  enum Alphabet {
    /** Bytes, the end of the block, and lengths of copies. */
    LITERALS_AND_LENGTHS,
    /** How far back a copy starts. */
    DISTANCES,
    /** The lengths of the codes themselves. */
    CODE_LENGTHS
  }

  final int[] entries;
  final int bits;
  private final Alphabet alphabet;

  HuffmanTable(Alphabet alphabet, int bits, int symbols) {
    this.alphabet = alphabet;
    this.bits = bits;
    this.entries = new int[(1 << bits) + symbols * (1 << Math.max(0, LONGEST - bits))];
  }

  /** Fills the table from the lengths of the codes of the first {@code symbols} symbols; 0 is no code. */
  void build(byte[] lengths, int from, int symbols) throws DamagedPart {
    int[] count = new int[LONGEST + 1];
    for (int symbol = 0; symbol < symbols; symbol++) {
      count[lengths[from + symbol]]++;
    }
    int longest = LONGEST;
    while (longest > 0 && count[longest] == 0) {
      longest--;
    }
    int[] next = codesOfEachLength(count, longest);
    Arrays.fill(entries, 0, 1 << bits, SPECIAL);
    int second = 1 << bits;
    int secondBits = longest - bits;
    for (int symbol = 0; symbol < symbols; symbol++) {
      int length = lengths[from + symbol];
      if (length == 0) {
        continue;
      }
      int code = Integer.reverse(next[length]++) >>> (32 - length);
      if (length <= bits) {
        int entry = entry(symbol, length);
        for (int i = code; i < 1 << bits; i += 1 << length) {
          entries[i] = entry;
        }
        continue;
      }
      int prefix = code & ((1 << bits) - 1);
      if ((entries[prefix] & LONGER) == 0) {
        entries[prefix] = SPECIAL | LONGER | second << 16 | secondBits << 8 | bits;
        Arrays.fill(entries, second, second + (1 << secondBits), SPECIAL);
        second += 1 << secondBits;
      }
      int start = entries[prefix] >>> 16 & VALUE;
      int entry = entry(symbol, length - bits);
      for (int i = code >>> bits; i < 1 << secondBits; i += 1 << (length - bits)) {
        entries[start + i] = entry;
      }
    }
  }

  private int[] codesOfEachLength(int[] count, int longest) throws DamagedPart {
    int[] next = new int[LONGEST + 1];
    int free = 1;
    count[0] = 0;
    for (int length = 1, code = 0; length <= LONGEST; length++) {
      code = (code + count[length - 1]) << 1;
      next[length] = code;
      free = (free << 1) - count[length];
      if (free < 0) {
        throw DamagedPart.corrupt("a Huffman code of the gzip stream has too many symbols");
      }
    }
    // A single code of one bit is allowed to leave the other unused (RFC 1951, 3.2.7), and none at all.
    if (free > 0 && longest > 0 && (alphabet == Alphabet.CODE_LENGTHS || longest != 1)) {
      throw DamagedPart.corrupt("a Huffman code of the gzip stream has too few symbols");
    }
    return next;
  }

  private int entry(int symbol, int length) {
    return switch (alphabet) {
      case CODE_LENGTHS -> symbol << 16 | length << 8 | length;
      case DISTANCES -> {
        if (symbol >= 30) {
          yield SPECIAL;
        }
        int extra = Math.max(0, symbol / 2 - 1);
        int base = symbol < 4 ? symbol + 1 : ((2 + symbol % 2) << extra) + 1;
        yield base << 16 | length << 8 | length + extra;
      }
      case LITERALS_AND_LENGTHS -> {
        if (symbol < 256) {
          yield LITERAL | symbol << 16 | length << 8 | length;
        }
        if (symbol == 256) {
          yield SPECIAL | END | length << 8 | length;
        }
        int copy = symbol - 257;
        yield copy >= LENGTH_BASE.length
            ? SPECIAL
            : LENGTH_BASE[copy] << 16 | length << 8 | length + LENGTH_EXTRA[copy];
      }
    };
  }
}
