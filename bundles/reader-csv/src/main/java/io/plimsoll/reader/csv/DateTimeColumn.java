package io.plimsoll.reader.csv;

import io.plimsoll.api.focus.DataQualityCode;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/**
 * A column of points in time in UTC.
 *
 * <p>A month of charges has some 31 of them, so each text is read once and found again by its bytes.
 */
final class DateTimeColumn implements BatchColumn {
  /** A text of 8 to 32 bytes is known by four words that cover it, and its length. */
  private static final int SHORTEST = 8;
  private static final int LONGEST = 32;
  private static final int WORDS = 4;
  private static final int PLACES = 1024;
  private static final int NONE = 0;
  private static final int PLAIN = 1;
  private static final int WITHOUT_SECONDS = 2;
  private static final int WITHOUT_ZONE = 4;
  private static final int WITH_OFFSET = 8;

  private final CsvField field;
  private final TimeStampMicroVector vector;
  private final DateTimeText time = new DateTimeText();
  private final Validity validity = new Validity();
  private final byte[] values = new byte[Long.BYTES * BATCH_ROWS];

  private final long[] knownWords = new long[WORDS * PLACES];
  private final long[] knownMicros = new long[PLACES];
  /** The length of the known text, and from bit 8 how it is written; {@link #NONE} where there is none. */
  private final int[] knownForms = new int[PLACES];

  DateTimeColumn(CsvField field, BufferAllocator allocator) {
    this.field = field;
    this.vector = new TimeStampMicroVector(field.name(), allocator);
  }

  @Override
  public void read(CsvScanner block, int firstRow, int count, int batchRow) {
    byte[] bytes = block.bytes;
    for (int i = 0; i < count; i++) {
      int row = firstRow + i;
      int from = block.from(row, field.index());
      int to = block.to(row, field.index());
      if (field.isNull(block, row, from, to)) {
        validity.makeNull(batchRow + i);
        Words.put(values, Long.BYTES * (batchRow + i), 0);
        continue;
      }
      int length = to - from;
      boolean cached = length >= SHORTEST && length <= LONGEST;
      long first = cached ? Words.get(bytes, from) : 0;
      long last = cached ? Words.get(bytes, to - 8) : 0;
      long second = cached && length > 16 ? Words.get(bytes, from + 8) : 0;
      long third = cached && length > 24 ? Words.get(bytes, from + 16) : 0;
      int place = (int) ((first ^ Long.rotateLeft(last, 17) ^ Long.rotateLeft(second, 31)) * 0x9e3779b97f4a7c15L >>> 54);
      int words = WORDS * place;
      boolean known =
          cached
              && (knownForms[place] & 0xff) == length
              && ((knownWords[words] ^ first) | (knownWords[words + 1] ^ last)) == 0
              && ((knownWords[words + 2] ^ second) | (knownWords[words + 3] ^ third)) == 0;
      if (!known) {
        readText(block, row, from, to);
        knownForms[place] = cached ? length | form() << 8 : NONE;
        knownMicros[place] = time.micros;
        knownWords[words] = first;
        knownWords[words + 1] = last;
        knownWords[words + 2] = second;
        knownWords[words + 3] = third;
      }
      int form = cached ? knownForms[place] >> 8 : form();
      if (form != PLAIN) {
        count(block, row, from, length, form);
      }
      Words.put(values, Long.BYTES * (batchRow + i), knownMicros[place]);
    }
  }

  private int form() {
    return PLAIN
        | (time.withoutSeconds ? WITHOUT_SECONDS : 0)
        | (time.withoutZone ? WITHOUT_ZONE : 0)
        | (time.withOffset ? WITH_OFFSET : 0);
  }

  private void count(CsvScanner block, int blockRow, int from, int length, int form) {
    long row = block.rowsBefore() + blockRow + 1;
    if ((form & WITHOUT_SECONDS) != 0) {
      field.met(DataQualityCode.DATE_WITHOUT_SECONDS, row, block.bytes, from, length);
    }
    if ((form & WITHOUT_ZONE) != 0) {
      field.met(DataQualityCode.DATE_WITHOUT_ZONE, row, block.bytes, from, length);
    }
    if ((form & WITH_OFFSET) != 0) {
      field.met(DataQualityCode.DATE_WITH_OFFSET, row, block.bytes, from, length);
    }
  }

  private void readText(CsvScanner block, int row, int from, int to) {
    if (!time.read(block.bytes, from, to)) {
      throw field.bad(
          block.rowsBefore() + row + 1,
          Findings.text(block.bytes, from, to - from),
          "a date",
          "Dates are written as 2025-10-16T00:00:00Z.");
    }
  }

  @Override
  public FieldVector finish(int rows) {
    if (vector.getValueCapacity() < rows) {
      vector.allocateNew(BATCH_ROWS);
    }
    vector.getDataBuffer().setBytes(0, values, 0, (long) Long.BYTES * rows);
    validity.finish(vector.getValidityBuffer(), rows);
    vector.setValueCount(rows);
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
