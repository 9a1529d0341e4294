package io.plimsoll.audit.ledger;

/** The chain is not what its key signed for; the message says where, without a full stop. */
final class TamperedException extends Exception {
  private static final long serialVersionUID = 1L;

  TamperedException(String message) {
    super(message);
  }
}
