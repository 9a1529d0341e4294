package io.plimsoll.generator.file;

import java.util.Arrays;

/** A canonical Huffman code over how often each symbol occurs, no longer than a limit. */
final class Huffman {
  private final int[] lengths;
  private final int[] codes;

  /** The best code for these counts whose words are at most {@code limit} bits long. */
  Huffman(int[] counts, int limit) {
    lengths = lengths(counts, limit);
    codes = codes(lengths);
  }

  /** How many bits a symbol's word has; 0 when the symbol does not occur. */
  int length(int symbol) {
    return lengths[symbol];
  }

  /** A symbol's word with its bits in the order deflate sends them. */
  int code(int symbol) {
    return codes[symbol];
  }

  /** Symbols up to the last that has a word, at least {@code least}. */
  int used(int least) {
    int used = lengths.length;
    while (used > least && lengths[used - 1] == 0) {
      used--;
    }
    return used;
  }

  private static int[] lengths(int[] counts, int limit) {
    int[] lengths = new int[counts.length];
    long[] order = new long[counts.length];
    int symbols = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        order[symbols++] = (long) counts[symbol] << 16 | symbol;
      }
    }
    if (symbols < 2) {
      // a decoder wants two words
      lengths[symbols == 0 ? 0 : (int) order[0] & 0xFFFF] = 1;
      lengths[lengths[0] == 0 ? 0 : 1] = 1;
      return lengths;
    }
    Arrays.sort(order, 0, symbols);
    int[] perLength = new int[Math.max(limit, symbols) + 1];
    int[] depth = depths(order, symbols);
    for (int i = 0; i < symbols; i++) {
      perLength[Math.min(limit, depth[i])]++;
    }
    shorten(perLength, limit);
    int at = symbols;
    for (int length = 1; length <= limit; length++) {
      for (int i = 0; i < perLength[length]; i++) {
        lengths[(int) order[--at] & 0xFFFF] = length;
      }
    }
    return lengths;
  }

  /** Depth of each leaf in the tree of the two rarest first; leaves come ordered by count. */
  private static int[] depths(long[] order, int symbols) {
    long[] weight = new long[2 * symbols];
    int[] parent = new int[2 * symbols];
    for (int i = 0; i < symbols; i++) {
      weight[i] = order[i] >>> 16;
    }
    int leaf = 0;
    int inner = symbols;
    for (int made = symbols; made < 2 * symbols - 1; made++) {
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = leaf < symbols && (inner >= made || weight[leaf] <= weight[inner]);
        int taken = takeLeaf ? leaf++ : inner++;
        weight[made] += weight[taken];
        parent[taken] = made;
      }
    }
    int[] depth = new int[2 * symbols];
    for (int node = 2 * symbols - 3; node >= 0; node--) {
      depth[node] = depth[parent[node]] + 1;
    }
    return depth;
  }

  /** Makes words longer until all fit again, after those over the limit were cut to it. */
  private static void shorten(int[] perLength, int limit) {
    long space = 0;
    for (int length = 1; length <= limit; length++) {
      space += (long) perLength[length] << limit - length;
    }
    while (space > 1L << limit) {
      perLength[limit]--;
      for (int length = limit - 1; length > 0; length--) {
        if (perLength[length] > 0) {
          perLength[length]--;
          perLength[length + 1] += 2;
          break;
        }
      }
      space--;
    }
  }

  private static int[] codes(int[] lengths) {
    int[] next = new int[17];
    int[] perLength = new int[17];
    for (int length : lengths) {
      perLength[length]++;
    }
    perLength[0] = 0;
    int code = 0;
    for (int length = 1; length <= 16; length++) {
      code = code + perLength[length - 1] << 1;
      next[length] = code;
    }
    int[] codes = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        codes[symbol] = Integer.reverse(next[lengths[symbol]]++) >>> 32 - lengths[symbol];
      }
    }
    return codes;
  }
}
