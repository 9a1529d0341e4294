package io.plimsoll.reader.csv;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with one part, in the words of the person who reads it. */
final class PartProblems {
  private static final String WRITE_AGAIN = "Check what wrote the file, or export the period again.";

  private final String part;

  PartProblems(String part) {
    this.part = part;
  }

  /** Refuses bytes at the start of a part that are no UTF-8 text. */
  void requireText(byte[] bytes, int limit) {
    Signature signature = Signature.of(bytes, limit);
    if (signature == Signature.TEXT) {
      return;
    }
    throw invalid("is not a CSV file but " + signature.words(), signature.advice());
  }

  PlimsollException notGzip(byte[] bytes, int limit) {
    Signature signature = Signature.of(bytes, limit);
    return invalid("is not gzip but " + signature.words(), "Give the file the ending of what it is, or export it again.");
  }

  PlimsollException damaged(DamagedPart damage, long rows) {
    return damage.code() == ErrorCode.INPUT_INCOMPLETE
        ? incomplete(damage.getMessage() + " after " + rows(rows), damage)
        : new PlimsollException(
            damage.code(),
            "Export part " + part + " is damaged (" + damage.getMessage() + ", after " + rows(rows) + ").",
            WRITE_AGAIN,
            damage);
  }

  PlimsollException endsInRow(long row) {
    return incomplete("in the middle of " + where(row), null);
  }

  PlimsollException endsInQuotes(long row) {
    return incomplete("inside the quotes of a field in " + where(row), null);
  }

  PlimsollException textBehindQuotes(long row) {
    return invalid(
        "has text behind the closing quote of a field in " + where(row),
        "Quotes inside a field in quotes are written twice; check what wrote the file.");
  }

  PlimsollException rowTooLong(long row) {
    return invalid(
        "has more than " + CsvScanner.LONGEST_ROW / (1024 * 1024) + " MiB in " + where(row),
        "A quote that is never closed does that; check what wrote the file.");
  }

  PlimsollException wrongFieldCount(long row, int count, int fields) {
    return invalid(
        "has " + number(count) + (count == 1 ? " field" : " fields") + " in " + where(row)
            + " where the header has " + number(fields),
        "A comma or quote that is not quoted does that; check what wrote the file.");
  }

  PlimsollException duplicateColumn(String name) {
    return invalid(
        "names the column '" + name + "' twice in its header", "Each column needs a name of its own; export it again.");
  }

  PlimsollException otherSeparator(String name) {
    return invalid(
        "has fields separated by '" + name + "', not by commas", "Save it as CSV with commas and UTF-8.");
  }

  PlimsollException noSuchColumn(String name) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "Export part " + part + " has no column " + name + ".",
        "Ask for the columns its header names.");
  }

  /**
   * @param text the value as it stands in the part
   * @param expected what it is not, such as {@code a number}
   */
  PlimsollException badValue(long row, String column, String text, String expected, String advice) {
    return invalid(
        "has '" + Findings.cut(text) + "' in " + where(row) + ", column " + column + ", which is not " + expected, advice);
  }

  private PlimsollException invalid(String what, String advice) {
    return new PlimsollException(ErrorCode.INPUT_INVALID, "Export part " + part + " " + what + ".", advice);
  }

  private PlimsollException incomplete(String how, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INPUT_INCOMPLETE,
        "Export part " + part + " ends early (" + how + ").",
        "Wait until the export is written whole and collect again; if it stays so, export the period again.",
        cause);
  }

  private static String where(long row) {
    return row == 0 ? "its header" : "row " + number(row);
  }

  private static String rows(long rows) {
    return number(rows) + (rows == 1 ? " row" : " rows");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
