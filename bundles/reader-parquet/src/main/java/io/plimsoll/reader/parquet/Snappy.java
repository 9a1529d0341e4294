package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;
import static io.plimsoll.reader.parquet.LittleEndian.putLong;

import org.jspecify.annotations.Nullable;

/**
 * Undoes Snappy's raw format (google/snappy, format_description.txt), as far as asked at a time: what is read
 * right after it was written is still in the cache, and of a large page only a window is in memory.
 *
 * <p>Own code because decompressing is the largest single cost of reading an export and because every
 * access here is bounds-checked: damaged bytes cannot reach memory they should not.
 */
final class Snappy {
  /** Compressors cut their input into blocks of this size and never look back beyond one. */
  private static final int HISTORY = 64 << 10;
  /** Bytes read and forgotten at a time; with the history they fit the second-level cache. */
  private static final int SLIDE = 128 << 10;
  /** By tag of a copy: its length, the high bits of its distance from bit 8, its further bytes from bit 11. */
  private static final short[] COPIES = copies();
  private static final int[] MASKS = {0, 0xff, 0xffff, 0xffffff, -1};

  private final Buffers buffers;
  private byte[] in = new byte[0];
  private int from;
  private int next;
  private int end;
  private byte[] out;
  private int written;
  private int size;
  /** Bytes that were forgotten before those in {@link #out}. */
  private int forgotten;
  /** The page in full, once something refers to what was forgotten. */
  private byte @Nullable [] whole;

  /** @param buffers where windows come from */
  Snappy(Buffers buffers) {
    this(buffers, new byte[0]);
  }

  private Snappy(Buffers buffers, byte[] out) {
    this.buffers = buffers;
    this.out = out;
  }

  /** Decompresses exactly {@code count} bytes into the target, which has slack behind them. */
  static void decompress(byte[] source, int at, int to, byte[] target, int count) {
    Snappy snappy = new Snappy(new Buffers(), target);
    snappy.start(source, at, to, count);
    snappy.advance(count);
  }

  /** Gives the window back; the next page gets another one. */
  void release() {
    buffers.give(out);
    out = new byte[0];
    in = out;
    written = 0;
    whole = null;
  }

  /** Starts a page that decompresses to exactly {@code count} bytes; there is slack behind its content. */
  void start(byte[] source, int at, int to, int count) {
    in = source;
    from = at;
    next = at;
    end = to;
    written = 0;
    size = count;
    forgotten = 0;
    whole = null;
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
    if (stated != size) {
      throw new MalformedException("a Snappy page holds " + stated + " bytes and its header says " + size);
    }
  }

  /** What was decompressed and not forgotten; another array after each call of {@link #advance}. */
  byte[] bytes() {
    return out;
  }

  /** Forgets bytes before this position, and says how many; positions count from there on. */
  int forget(int position) {
    int gone = Math.min(position, written - HISTORY);
    if (gone < SLIDE) {
      return 0;
    }
    System.arraycopy(out, gone, out, 0, written - gone);
    written -= gone;
    forgotten += gone;
    return gone;
  }

  /** Decompresses at least up to this position, and says how far. */
  int advance(int position) {
    int left = size - forgotten;
    int stop = Math.min(position, left);
    if (out.length < stop + LittleEndian.SLACK) {
      out = buffers.grown(out, written, (int) Math.max(stop + HISTORY, Math.min(2L * out.length, left + HISTORY)));
    }
    // A literal may be as long as the page; what is written beyond the stop has to fit.
    int room = Math.min(left, out.length - LittleEndian.SLACK);
    byte[] source = in;
    byte[] target = out;
    int at = next;
    int to = written;
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
          if (length <= 0 || length > left - to || length > end - at) {
            throw malformed();
          }
          if (length > room - to) {
            target = buffers.grown(target, to, to + length + HISTORY);
            out = target;
            room = Math.min(left, target.length - LittleEndian.SLACK);
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
        if (distance > to) {
          copyForgotten(target, to, distance, length);
        } else {
          copy(target, to, distance, length);
        }
        to += length;
      }
    }
    if (to > left || to < stop || at > end || to == left && at != end) {
      throw malformed();
    }
    next = at;
    written = to;
    return to;
  }

  /** No known compressor writes such copies, but the format allows them: then the page is decompressed in full. */
  private void copyForgotten(byte[] target, int to, int distance, int length) {
    long start = (long) forgotten + to - distance;
    if (start < 0 || forgotten == 0) {
      throw malformed();
    }
    byte[] page = whole;
    if (page == null) {
      page = new byte[size + LittleEndian.SLACK];
      decompress(in, from, end, page, size);
      whole = page;
    }
    System.arraycopy(page, (int) start, target, to, length);
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
