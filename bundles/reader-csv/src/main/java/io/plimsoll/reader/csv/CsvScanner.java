package io.plimsoll.reader.csv;

import static io.plimsoll.reader.csv.Words.HIGH;
import static io.plimsoll.reader.csv.Words.LOW;

import io.plimsoll.api.focus.DataQualityCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows and fields (RFC 4180) in blocks of bytes that stay in the processor's cache.
 *
 * <p>Eight bytes at a time are tested for commas, quotes and line feeds at once; where each field ends is
 * noted for the whole block, so that columns can be read one after the other without looking at the others.
 * A quote opens a field only as its first byte; elsewhere in a field without quotes it is text.
 */
final class CsvScanner {
  /** The longest row that is read. */
  static final int LONGEST_ROW = 32 * 1024 * 1024;

  /** In {@link #ends}: the field is in quotes. */
  static final int QUOTED = 1 << 30;
  /** In {@link #ends}: the field is in quotes and holds doubled ones. */
  static final int ESCAPED = 1 << 31;
  /** In {@link #ends}: the position. */
  static final int POSITION = QUOTED - 1;

  /** How much is read at a time. */
  private static final int BLOCK = 256 * 1024;
  /** How much is scanned before columns read: what both touch stays in the nearest cache. */
  private static final int WINDOW = 32 * 1024;
  /** How many ends a window and a word behind it may have. */
  private static final int ROOM = WINDOW + Long.BYTES;
  private static final int STOP = Integer.MAX_VALUE;
  private static final long COMMAS = Words.repeat(',');
  private static final long QUOTES = Words.repeat('"');
  private static final long FEEDS = Words.repeat('\n');
  private static final int BYTE_ORDER_MARK = 0xbfbbef;

  private final ByteSource source;
  private final PartProblems problems;
  private final Findings findings;

  /** The bytes of the block. */
  byte[] bytes = new byte[ByteSource.HISTORY + BLOCK + ByteSource.OVERRUN + Long.BYTES];
  /** Where each field of each row of the block ends, with {@link #QUOTED} and {@link #ESCAPED}. */
  int[] ends = new int[2 * WINDOW];
  /** Where each row of the block starts. */
  int[] rowStarts = new int[1024];
  /** How many rows the block has. */
  int rows;
  /** How many fields each row has; 0 until the header was read. */
  int fields;

  private long rowsBefore;
  /** Where the first row starts that is not noted yet. */
  private int position;
  private int limit;
  private boolean ended;
  private boolean lastLineOpen;
  private @Nullable DamagedPart damage;

  /** While scanning: whether to stop behind the first row, how many ends are noted, and those before this row. */
  private boolean headerOnly;
  private int noted;
  private int rowFirst;

  CsvScanner(ByteSource source, PartProblems problems, Findings findings) {
    this.source = source;
    this.problems = problems;
    this.findings = findings;
  }

  /** Reads the header as a block of one row; answers false when the part holds nothing at all. */
  boolean header() {
    fill();
    if (damage == null) {
      problems.requireText(bytes, limit);
    }
    boolean marked = skipByteOrderMark();
    while (marked && skipByteOrderMark()) {
      findings.met(DataQualityCode.EXTRA_BYTE_ORDER_MARK, 0, "", "");
    }
    return block();
  }

  /** Goes on from the header to the rows; a second byte order mark may stand between. */
  void startRows() {
    rows = 0;
    if (limit - position < 3 && !ended) {
      fill();
    }
    // The header took the mark that belongs there, so this one is extra.
    if (skipByteOrderMark()) {
      findings.met(DataQualityCode.EXTRA_BYTE_ORDER_MARK, 1, "", "");
    }
  }

  /** Reads the next block; answers false when there are no more rows. */
  boolean next() {
    rowsBefore += rows;
    return block();
  }

  /** Where a field's text starts, behind its quote. */
  int from(int row, int field) {
    int index = row * fields + field;
    int start = field == 0 ? rowStarts[row] : (ends[index - 1] & POSITION) + 1;
    return (ends[index] & QUOTED) == 0 ? start : start + 1;
  }

  /** Where a field's text ends, before its quote; doubled quotes in it are still double. */
  int to(int row, int field) {
    int end = ends[row * fields + field];
    return (end & QUOTED) == 0 ? end : (end & POSITION) - 1;
  }

  /** How many rows stood in the blocks before this one. */
  long rowsBefore() {
    return rowsBefore;
  }

  private boolean block() {
    rows = 0;
    scan();
    while (rows == 0) {
      if (ended) {
        return end();
      }
      fill();
      scan();
    }
    return true;
  }

  private boolean end() {
    if (damage != null) {
      throw problems.damaged(damage, rowsBefore);
    }
    if (position < limit) {
      throw problems.endsInQuotes(rowsBefore + 1);
    }
    return false;
  }

  private boolean skipByteOrderMark() {
    if (limit - position >= 3 && (Words.getInt(bytes, position) & 0xffffff) == BYTE_ORDER_MARK) {
      position += 3;
      return true;
    }
    return false;
  }

  private void fill() {
    int keepFrom = Math.min(position, Math.max(0, limit - ByteSource.HISTORY));
    System.arraycopy(bytes, keepFrom, bytes, 0, limit - keepFrom);
    position -= keepFrom;
    limit -= keepFrom;
    if (limit - position > LONGEST_ROW) {
      throw problems.rowTooLong(rowsBefore + 1);
    }
    int to = bytes.length - ByteSource.OVERRUN - Long.BYTES;
    if (to - limit < BLOCK / 2) {
      bytes = Arrays.copyOf(bytes, bytes.length + Math.max(BLOCK, limit));
      to = bytes.length - ByteSource.OVERRUN - Long.BYTES;
    }
    try {
      while (limit < to) {
        int filled = source.fill(bytes, limit, to);
        if (filled == limit) {
          ended = true;
          break;
        }
        limit = filled;
      }
    } catch (DamagedPart e) {
      damage = e;
      ended = true;
    }
    if (ended && damage == null && position < limit && bytes[limit - 1] != '\n') {
      bytes[limit++] = '\n';
      lastLineOpen = true;
    }
    Words.put(bytes, limit, 0);
  }

  /** Notes the fields of the rows of the next window; of a row that is longer, as many windows as it takes. */
  private void scan() {
    headerOnly = fields == 0;
    noted = 0;
    rowFirst = 0;
    int at = position;
    while (rows == 0 && at < limit) {
      if (noted > ends.length - ROOM) {
        moreRoom();
      }
      at = window(at, Math.min(limit, at + WINDOW));
    }
  }

  /** Notes fields up to a position; answers where to go on, or {@link #STOP}. */
  private int window(int from, int stop) {
    final byte[] bytes = this.bytes;
    final int[] ends = this.ends;
    int n = noted;
    int at = from;
    while (at < stop) {
      long word = Words.get(bytes, at);
      long low = word & LOW;
      // The high bit of a byte stays clear where the character is met, unless the byte is no ASCII.
      long comma = (low ^ COMMAS) + LOW;
      long quoteOrFeed = ((low ^ QUOTES) + LOW) & ((low ^ FEEDS) + LOW);
      if (((quoteOrFeed | word) & HIGH) == HIGH) {
        for (long mask = ~(comma | word) & HIGH; mask != 0; mask &= mask - 1) {
          ends[n++] = at + Words.first(mask);
        }
        at += Long.BYTES;
      } else {
        noted = n;
        at = special(at, ~(comma & quoteOrFeed | word) & HIGH);
        n = noted;
      }
    }
    noted = n;
    return at;
  }

  /**
   * Notes the fields of a word with quotes or line feeds.
   *
   * @return where to go on; {@link #STOP} when the header is whole or the row goes on behind the limit
   */
  private int special(int at, long mask) {
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      int here = at + Words.first(rest);
      switch (bytes[here]) {
        case ',' -> ends[noted++] = here;
        case '\n' -> {
          ends[noted++] = here > position && bytes[here - 1] == '\r' ? here - 1 : here;
          endRow(here + 1);
          if (headerOnly && rows == 1) {
            return STOP;
          }
        }
        default -> {
          if (here == (noted == rowFirst ? position : (ends[noted - 1] & POSITION) + 1)) {
            return quoted(here);
          }
        }
      }
    }
    return at + Long.BYTES;
  }

  /**
   * Notes the field whose opening quote stands here; answers as {@link #special}.
   *
   * <p>A comma or line feed ends it where the quotes before are even in number; a doubled quote keeps that
   * so. Whether each inner quote is doubled is seen when the text is read.
   */
  private int quoted(int open) {
    long inside = 0;
    int quotes = 0;
    for (int at = open; at < limit; at += Long.BYTES) {
      long word = Words.get(bytes, at);
      long low = word & LOW;
      long quote = ~((low ^ QUOTES) + LOW | word) & HIGH;
      long delimiter = ~(((low ^ COMMAS) + LOW) & ((low ^ FEEDS) + LOW) | word) & HIGH;
      long odd = quote;
      odd ^= odd << 8;
      odd ^= odd << 16;
      odd ^= odd << 32;
      odd ^= inside;
      delimiter &= ~odd;
      if (delimiter != 0) {
        quotes += Long.bitCount(quote & (delimiter & -delimiter) - 1);
        return endQuoted(at + Words.first(delimiter), quotes);
      }
      quotes += Long.bitCount(quote);
      inside = odd >> 63 & HIGH;
    }
    return STOP;
  }

  private int endQuoted(int delimiter, int quotes) {
    boolean feed = bytes[delimiter] == '\n';
    int end = feed && bytes[delimiter - 1] == '\r' ? delimiter - 1 : delimiter;
    if (bytes[end - 1] != '"') {
      throw problems.textBehindQuotes(rowNumber());
    }
    ends[noted++] = end | QUOTED | (quotes > 2 ? ESCAPED : 0);
    if (feed) {
      endRow(delimiter + 1);
    }
    return feed && headerOnly && rows == 1 ? STOP : delimiter + 1;
  }

  private void endRow(int next) {
    int count = noted - rowFirst;
    if (count == 1 && ends[rowFirst] == position) {
      findings.met(DataQualityCode.BLANK_LINE, rowNumber(), "", "");
      noted = rowFirst;
    } else {
      if (fields == 0) {
        fields = count;
      } else if (count != fields) {
        throw count < fields && lastLineOpen && next == limit
            ? problems.endsInRow(rowNumber())
            : problems.wrongFieldCount(rowNumber(), count, fields);
      }
      if (rows == rowStarts.length) {
        rowStarts = Arrays.copyOf(rowStarts, rows * 2);
      }
      rowStarts[rows++] = position;
      rowFirst = noted;
    }
    position = next;
  }

  private void moreRoom() {
    if (fields > 0 && noted > fields) {
      throw problems.wrongFieldCount(rowNumber(), noted, fields);
    }
    ends = Arrays.copyOf(ends, 2 * ends.length);
  }

  /** The row that is being scanned: 0 for the header. */
  private long rowNumber() {
    return headerOnly ? 0 : rowsBefore + rows + 1;
  }
}
