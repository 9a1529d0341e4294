package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.apache.arrow.vector.FieldVector;

/** What can be wrong with a batch, in the words the reader of the message needs. */
final class Inputs {
  private static final String ADVICE = "Check the reader of this export format against its contract tests.";

  private Inputs() {}

  static PlimsollException missing(String column) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID, "The rows come without the column " + column + ", which the rollup needs.", ADVICE);
  }

  static PlimsollException wrongVector(String column, FieldVector vector) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID,
        "The column " + column + " comes as " + vector.getField().getType() + ", which the rollup cannot take.",
        ADVICE);
  }

  static PlimsollException wrongCode(String column) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID, "The column " + column + " has a code that its dictionary does not have.", ADVICE);
  }

  static PlimsollException noDay(String column, int row) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID,
        "Row " + (row + 1) + " of a batch has no " + column + ", so it belongs to no day.",
        "Drop or repair such rows before they are summed.");
  }
}
