package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.time.Duration;

/** How long a session of a person may stay without use, as {@code PLIMSOLL_SESSION_IDLE} says: in minutes. */
final class SessionIdleVariable {
  private SessionIdleVariable() {}

  static Duration read(String text) {
    String minutes = text.strip();
    if (!minutes.matches("[1-9]|[1-5][0-9]|60")) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "PLIMSOLL_SESSION_IDLE is no number of minutes from 1 to 60: '" + minutes + "'.",
          "Write it as: PLIMSOLL_SESSION_IDLE=30.");
    }
    return Duration.ofMinutes(Long.parseLong(minutes));
  }
}
