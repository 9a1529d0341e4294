package io.plimsoll.reader.parquet;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.jspecify.annotations.Nullable;

/** The messages about one part: each names the part, and the column and row where there is one. */
record PartErrors(String part) {
  private static final String WRITE_AGAIN =
      "Have the export run again; if it happens again, open the file with another Parquet tool.";

  PlimsollException damaged(String where, RuntimeException cause) {
    String what = cause instanceof MalformedException ? cause.getMessage() : "its bytes contradict each other";
    return invalid(where + " is damaged: " + what, WRITE_AGAIN, cause);
  }

  PlimsollException damaged(String column, long rows, RuntimeException cause) {
    return damaged("Column " + column + " after " + rows + " rows", cause);
  }

  PlimsollException unsupported(String column, String what) {
    return invalid(
        "Column " + column + " uses " + what + ", which this reader does not know",
        "Write the file with another setting, or ask for the data as CSV.",
        null);
  }

  PlimsollException value(String column, long row, String text, String why) {
    return invalid("Column " + column + ", row " + row + ": '" + text + "' " + why, WRITE_AGAIN, null);
  }

  PlimsollException notParquet(String looksLike) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID,
        "Export part " + part + " is not a Parquet file; it looks like " + looksLike + ".",
        "Check the format the connection or the manifest states.");
  }

  PlimsollException encrypted(String what) {
    return invalid(what, "Write the export without Parquet encryption; storage encrypts it at rest.", null);
  }

  PlimsollException endsEarly(String where) {
    return new PlimsollException(
        ErrorCode.INPUT_INCOMPLETE,
        "Export part " + part + " ends early: " + where + ".",
        "It may still be being written; it is tried again. If it stays so, have the export run again.");
  }

  PlimsollException noColumn(String column, String known) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "Export part " + part + " has no column " + column + ".",
        "Its columns: " + known + ".");
  }

  private PlimsollException invalid(String sentence, String advice, @Nullable Throwable cause) {
    return new PlimsollException(ErrorCode.INPUT_INVALID, "Export part " + part + ": " + sentence + ".", advice, cause);
  }
}
