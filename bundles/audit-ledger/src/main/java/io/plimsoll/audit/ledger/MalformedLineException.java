package io.plimsoll.audit.ledger;

/** A line that is not what the ledger writes; the message says why, without a full stop. */
final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedLineException(String message) {
    super(message);
  }
}
