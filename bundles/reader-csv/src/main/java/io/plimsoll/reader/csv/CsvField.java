package io.plimsoll.reader.csv;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.focus.DataQualityCode;

/**
 * A field of every row that is read into a column, and what is said about its values.
 *
 * @param index of the field in a row, from 0
 * @param source the column's name in the part
 * @param name the name of its vector
 */
record CsvField(int index, String source, String name, PartProblems problems, Findings findings) {
  static final int NULL_WORD = 'N' | 'U' << 8 | 'L' << 16 | 'L' << 24;

  /** Whether a value that is no text is null: empty, or the word NULL, which is counted. */
  boolean isNull(CsvScanner block, int row, int from, int to) {
    if (from == to) {
      return true;
    }
    boolean word = to - from == 4 && Words.getInt(block.bytes, from) == NULL_WORD;
    if (word) {
      met(DataQualityCode.NULL_WORD_AS_NULL, block.rowsBefore() + row + 1, block.bytes, from, to - from);
    }
    return word;
  }

  void met(DataQualityCode code, long row, byte[] bytes, int from, int length) {
    findings.met(code, row, source, bytes, from, length);
  }

  PlimsollException bad(long row, String text, String expected, String advice) {
    return problems.badValue(row, source, text, expected, advice);
  }
}
