package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;

/** What the process answers with. Other programs rely on the numbers. */
enum ExitCode {
  OK(0),
  OTHER(1),
  USAGE(2),
  NOT_FOUND(3),
  REFUSED(4),
  INPUT(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ExitCode of(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST -> USAGE;
      case NOT_FOUND -> NOT_FOUND;
      case ALREADY_EXISTS, REFUSED, ACCESS_DENIED, NOT_ALLOWED, NOT_SIGNED_IN -> REFUSED;
      case INPUT_INVALID, INPUT_INCOMPLETE, INPUT_CHANGED -> INPUT;
      default -> OTHER;
    };
  }
}
