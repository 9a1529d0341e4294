package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.host.audit.AuditTrail;
import java.util.Locale;
import java.util.Map;

/** Puts on record that somebody tried what he may not, and says so. */
record Refusals(AuditTrail trail, Caller caller) {
  /**
   * @param act what he tried, as the event of it is called
   * @param needed what it takes, at the end of a sentence
   */
  PlimsollException notAllowed(String act, String subject, String needed) {
    trail.record(caller, "access.refused", Outcome.REFUSED, subject, Map.of("act", act));
    return new PlimsollException(
        ErrorCode.NOT_ALLOWED, "That takes " + needed + ".", "Ask an owner of the organisation to do it, or to let you.");
  }

  /** A scope as it is written everywhere. */
  static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  /** A thing he may not know of. */
  PlimsollException notFound(String act, String subject, String message) {
    trail.record(caller, "access.refused", Outcome.REFUSED, subject, Map.of("act", act));
    return new PlimsollException(ErrorCode.NOT_FOUND, message, "See those there are.");
  }
}
