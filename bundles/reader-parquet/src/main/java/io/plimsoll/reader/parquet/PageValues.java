package io.plimsoll.reader.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a data page, whatever their encoding: as codes, as values of fixed width, or as texts. Absent
 * values are not among them.
 */
final class PageValues {
  private enum Form { CODES, FIXED, PLAIN_TEXTS, MEASURED_TEXTS, PREFIXED_TEXTS }

  /** Texts of one batch beyond this are damage, not data. */
  private static final long MAX_TEXT_BYTES = 512L << 20;

  private final Leaf leaf;
  private final RunReader codes = new RunReader();
  private Form form = Form.FIXED;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int[] lengths = new int[0];
  private int[] prefixes = new int[0];
  private int next;
  private byte[] suffixes = bytes;
  private int suffixAt;
  private byte[] previous = bytes;

  private PageContent content = new PageContent();
  /** Whether values are read where the page has them, so that the page may come and go in pieces. */
  private boolean inPlace;

  PageValues(Leaf leaf) {
    this.leaf = leaf;
  }

  /**
   * Starts a page.
   *
   * @param count values at most
   * @return whether this encoding is known for this type
   */
  boolean reset(int encoding, PageContent page, int from, int count) {
    content = page;
    int to = page.end();
    inPlace = encoding == Encoding.PLAIN && leaf.physical() != Physical.BOOLEAN;
    if (!inPlace) {
      page.ready(to);
    }
    byte[] source = page.bytes();
    bytes = source;
    at = from;
    end = to;
    switch (encoding) {
      case Encoding.PLAIN -> plain();
      case Encoding.PLAIN_DICTIONARY, Encoding.RLE_DICTIONARY -> {
        form = Form.CODES;
        if (from < to) {
          codes.reset(source, from + 1, to, source[from] & 0xff);
        } else {
          codes.reset(source, from, to, 0);
        }
      }
      case Encoding.RLE -> {
        if (leaf.physical() != Physical.BOOLEAN) {
          return false;
        }
        form = Form.CODES;
        codes.reset(source, Math.min(from + 4, to), to, 1);
      }
      case Encoding.DELTA_BINARY_PACKED -> {
        if (leaf.physical() != Physical.INT32 && leaf.physical() != Physical.INT64) {
          return false;
        }
        deltas(count);
      }
      case Encoding.DELTA_LENGTH_BYTE_ARRAY -> {
        if (leaf.physical() != Physical.BYTE_ARRAY) {
          return false;
        }
        DeltaReader delta = new DeltaReader(source, from, to);
        lengths = delta.readLengths(count);
        next = 0;
        at = delta.position();
        form = Form.MEASURED_TEXTS;
      }
      case Encoding.DELTA_BYTE_ARRAY -> {
        if (leaf.physical() != Physical.BYTE_ARRAY && leaf.physical() != Physical.FIXED_LEN_BYTE_ARRAY) {
          return false;
        }
        prefixed(count);
      }
      case Encoding.BYTE_STREAM_SPLIT -> {
        if (leaf.length() == 0 || leaf.physical() == Physical.INT96) {
          return false;
        }
        joinStreams();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void plain() {
    if (leaf.physical() == Physical.BOOLEAN) {
      form = Form.CODES;
      codes.resetPacked(bytes, at, end, 1);
    } else {
      form = leaf.physical() == Physical.BYTE_ARRAY ? Form.PLAIN_TEXTS : Form.FIXED;
    }
  }

  private void deltas(int count) {
    long[] values = new DeltaReader(bytes, at, end).read(count);
    int width = leaf.length();
    byte[] plain = new byte[values.length * width + LittleEndian.SLACK];
    for (int i = 0; i < values.length; i++) {
      // Of an INT32 the upper half is overwritten by the next value.
      LittleEndian.putLong(plain, i * width, values[i]);
    }
    fixed(plain, values.length * width);
  }

  private void joinStreams() {
    int width = leaf.length();
    int values = (end - at) / width;
    byte[] plain = new byte[values * width + LittleEndian.SLACK];
    for (int b = 0; b < width; b++) {
      int from = at + b * values;
      for (int i = 0; i < values; i++) {
        plain[i * width + b] = bytes[from + i];
      }
    }
    fixed(plain, values * width);
  }

  private void fixed(byte[] plain, int length) {
    form = Form.FIXED;
    bytes = plain;
    at = 0;
    end = length;
  }

  private void prefixed(int count) {
    DeltaReader delta = new DeltaReader(bytes, at, end);
    prefixes = delta.readLengths(count);
    DeltaReader suffix = new DeltaReader(bytes, delta.position(), end);
    lengths = suffix.readLengths(count);
    if (prefixes.length != lengths.length) {
      throw new MalformedException("a page has " + prefixes.length + " prefixes and " + lengths.length + " suffixes");
    }
    form = Form.PREFIXED_TEXTS;
    suffixes = bytes;
    suffixAt = suffix.position();
    previous = new byte[0];
    next = 0;
  }

  /** Whether values come as codes: into the dictionary, or 0 and 1 of a flag. */
  boolean isCoded() {
    return form == Form.CODES;
  }

  /** Reads the next codes. */
  void codes(int[] out, int from, int count) {
    codes.read(out, from, count);
  }

  /** Where the values last asked for lie. */
  byte[] bytes() {
    return bytes;
  }

  /** Goes over the next values of fixed width, which lie in {@link #bytes()} from the position answered. */
  int fixed(int count) {
    if (form == Form.PREFIXED_TEXTS) {
      int[] starts = new int[count];
      int[] sizes = new int[count];
      texts(count, starts, sizes);
      for (int size : sizes) {
        if (size != leaf.length()) {
          throw new MalformedException("a value has " + size + " bytes instead of " + leaf.length());
        }
      }
      return 0;
    }
    forget();
    int from = at;
    if ((long) count * leaf.length() > end - at) {
      throw new MalformedException("a page has fewer values than it says");
    }
    at += count * leaf.length();
    ready(at);
    return from;
  }

  /** What was handed out before is not needed any more. */
  private void forget() {
    if (inPlace) {
      int gone = content.forget(at);
      at -= gone;
      end -= gone;
    }
  }

  private void ready(int position) {
    if (inPlace) {
      content.ready(position);
      bytes = content.bytes();
    }
  }

  /** Goes over the next texts, which lie in {@link #bytes()}. */
  void texts(int count, int[] starts, int[] sizes) {
    switch (form) {
      case PLAIN_TEXTS -> lazyTexts(count, starts, sizes);
      case MEASURED_TEXTS -> measuredTexts(count, starts, sizes);
      case PREFIXED_TEXTS -> prefixedTexts(count, starts, sizes);
      default -> throw new MalformedException("a page of texts holds none");
    }
  }

  private void lazyTexts(int count, int[] starts, int[] sizes) {
    forget();
    int from = at;
    for (int i = 0; i < count; i++) {
      ready(Math.min(from + 4, end));
      int size = LittleEndian.getInt(bytes, from);
      from += 4;
      if (size < 0 || size > end - from) {
        throw new MalformedException("a text would run over the end of its page");
      }
      starts[i] = from;
      sizes[i] = size;
      from += size;
    }
    ready(from);
    at = from;
  }

  /** Finds texts that each stand behind their length, and answers where the last ends. */
  static int plainTexts(byte[] bytes, int from, int end, int count, int[] starts, int[] sizes) {
    int at = from;
    for (int i = 0; i < count; i++) {
      int size = LittleEndian.getInt(bytes, at);
      at += 4;
      if (size < 0 || size > end - at) {
        throw new MalformedException("a text would run over the end of its page");
      }
      starts[i] = at;
      sizes[i] = size;
      at += size;
    }
    return at;
  }

  private void measuredTexts(int count, int[] starts, int[] sizes) {
    for (int i = 0; i < count; i++) {
      int size = nextLength();
      if (size > end - at) {
        throw new MalformedException("a text would run over the end of its page");
      }
      starts[i] = at;
      sizes[i] = size;
      at += size;
    }
  }

  private void prefixedTexts(int count, int[] starts, int[] sizes) {
    long total = 0;
    byte[] out = new byte[Math.max(1024, count * 64)];
    for (int i = 0; i < count; i++) {
      int suffix = nextLength();
      int prefix = prefixes[next - 1];
      int size = prefix + suffix;
      total += (long) prefix + suffix;
      if (prefix > previous.length || suffix > end - suffixAt || total > MAX_TEXT_BYTES) {
        throw new MalformedException("a text continues one that is too short");
      }
      int start = (int) total - size;
      if (out.length < total + LittleEndian.SLACK) {
        out = Arrays.copyOf(out, (int) Math.max(total + LittleEndian.SLACK, 2L * out.length));
      }
      System.arraycopy(previous, 0, out, start, prefix);
      System.arraycopy(suffixes, suffixAt, out, start + prefix, suffix);
      suffixAt += suffix;
      previous = Arrays.copyOfRange(out, start, start + size);
      starts[i] = start;
      sizes[i] = size;
    }
    bytes = out;
  }

  private int nextLength() {
    if (next == lengths.length) {
      throw new MalformedException("a page has fewer values than it says");
    }
    return lengths[next++];
  }
}
