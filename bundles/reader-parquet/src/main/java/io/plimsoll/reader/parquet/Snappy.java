package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;
import static io.plimsoll.reader.parquet.LittleEndian.putLong;

/**
 * Undoes Snappy's raw format (google/snappy, format_description.txt), as far as asked at a time: what is read
 * right after it was written is still in the cache.
 *
 * <p>Own code because decompressing is the largest single cost of reading an export and because every
 * access here is bounds-checked: damaged bytes cannot reach memory they should not.
 */
final class Snappy {
  /** By tag of a copy: its length, the high bits of its distance from bit 8, its further bytes from bit 11. */
  private static final short[] COPIES = copies();
  private static final int[] MASKS = {0, 0xff, 0xffff, 0xffffff, -1};

  private byte[] in = new byte[0];
  private int next;
  private int end;
  private byte[] out = in;
  private int written;
  private int size;

  /** Starts a page that fills exactly {@code count} bytes; both arrays have slack behind their content. */
  void start(byte[] source, int from, int to, byte[] target, int count) {
    in = source;
    next = from;
    end = to;
    out = target;
    written = 0;
    size = count;
    int stated = 0;
    for (int shift = 0; ; shift += 7) {
      if (next >= end || shift > 28) {
        throw malformed();
      }
      int b = in[next++];
      stated |= (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    if (stated != size || out.length < size + LittleEndian.SLACK) {
      throw new MalformedException("a Snappy page holds " + stated + " bytes and its header says " + size);
    }
  }

  /** Writes at least up to this position, and says how far. */
  int advance(int position) {
    byte[] source = in;
    byte[] target = out;
    int at = next;
    int to = written;
    int stop = Math.min(position, size);
    while (to < stop && at < end) {
      int tag = source[at++] & 0xff;
      if ((tag & 3) == 0) {
        int length = (tag >>> 2) + 1;
        if (length <= 16) {
          putLong(target, to, getLong(source, at));
          putLong(target, to + 8, getLong(source, at + 8));
        } else {
          if (length > 60) {
            int more = length - 60;
            length = (getInt(source, at) & MASKS[more]) + 1;
            at += more;
          }
          if (length <= 0 || length > size - to || length > end - at) {
            throw malformed();
          }
          System.arraycopy(source, at, target, to, length);
        }
        at += length;
        to += length;
      } else {
        int entry = COPIES[tag];
        int more = entry >>> 11;
        int distance = (entry & 0x700) + (getInt(source, at) & MASKS[more]);
        int length = entry & 0xff;
        at += more;
        copy(target, to, distance, length);
        to += length;
      }
    }
    if (to > size || to < stop || at > end || to == size && at != end) {
      throw malformed();
    }
    next = at;
    written = to;
    return to;
  }

  /** Repeats bytes already written; up to 64 of them, and a few too many, which what follows overwrites. */
  private static void copy(byte[] out, int at, int distance, int length) {
    int from = at - distance;
    int to = at;
    int end = at + length;
    if (distance >= 16) {
      do {
        putLong(out, to, getLong(out, from));
        putLong(out, to + 8, getLong(out, from + 8));
        to += 16;
        from += 16;
      } while (to < end);
      return;
    }
    if (distance <= 0) {
      throw malformed();
    }
    // A pattern shorter than a word: each step writes it once more, so the distance doubles.
    while (to - from < 8 && to < end) {
      putLong(out, to, getLong(out, from));
      to += to - from;
    }
    while (to < end) {
      putLong(out, to, getLong(out, from));
      to += 8;
      from += 8;
    }
  }

  private static short[] copies() {
    short[] table = new short[256];
    for (int tag = 0; tag < 256; tag++) {
      table[tag] =
          (short)
              switch (tag & 3) {
                case 1 -> 4 + (tag >>> 2 & 7) | tag >>> 5 << 8 | 1 << 11;
                case 2 -> 1 + (tag >>> 2) | 2 << 11;
                case 3 -> 1 + (tag >>> 2) | 4 << 11;
                default -> 0;
              };
    }
    return table;
  }

  private static MalformedException malformed() {
    return new MalformedException("a Snappy page does not decompress");
  }
}
