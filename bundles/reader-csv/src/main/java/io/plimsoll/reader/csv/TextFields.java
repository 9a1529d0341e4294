package io.plimsoll.reader.csv;

import io.plimsoll.api.focus.DataQualityCode;

/** Where one text field of some rows is; all text columns of a part work here, one after the other. */
final class TextFields {
  /** In {@link #lengths}: the field holds doubled quotes. */
  static final int ESCAPED = CsvScanner.ESCAPED;

  final int[] froms = new int[BatchColumn.BATCH_ROWS];
  /** Lengths of the texts; 0 is null. */
  final int[] lengths = new int[BatchColumn.BATCH_ROWS];
  final long[] hashes = new long[BatchColumn.BATCH_ROWS];
  /** Slots in the dictionary where the texts most likely are. */
  final long[] candidates = new long[BatchColumn.BATCH_ROWS];

  /** Notes where the field starts and how long it is, row by row. */
  void locate(CsvField field, CsvScanner block, int firstRow, int count) {
    byte[] bytes = block.bytes;
    int[] ends = block.ends;
    int fields = block.fields;
    boolean first = field.index() == 0;
    int index = firstRow * fields + field.index();
    for (int i = 0; i < count; i++, index += fields) {
      int end = ends[index];
      int from = first ? block.rowStarts[firstRow + i] : (ends[index - 1] & CsvScanner.POSITION) + 1;
      int length = end - from;
      if ((end & ~CsvScanner.POSITION) != 0) {
        length = (end & CsvScanner.POSITION) - from - 2 | end & ESCAPED;
        from++;
      } else if (length == 4 && Words.getInt(bytes, from) == CsvField.NULL_WORD) {
        field.met(DataQualityCode.NULL_WORD_AS_NULL, block.rowsBefore() + firstRow + i + 1, bytes, from, length);
        length = 0;
      }
      froms[i] = from;
      lengths[i] = length;
    }
  }
}
