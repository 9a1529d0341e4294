package io.plimsoll.api.audit;

import io.plimsoll.api.identity.Caller;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that somebody did or tried.
 *
 * @param type what, such as {@code run.published}
 * @param caller who
 * @param outcome how it ended, or that it is about to begin
 * @param subject the thing concerned, such as a connection or period
 * @param details more, as text, ordered by name; never a secret
 */
public record AuditEvent(
    Instant time, String type, Caller caller, Outcome outcome, String subject, Map<String, String> details) {
  /** Keeps its own ordered copy. */
  public AuditEvent {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** How an act stands. */
  public enum Outcome {
    /** It begins now. */
    STARTED,
    /** It was done. */
    DONE,
    /** It was not allowed. */
    REFUSED,
    /** It was tried and failed. */
    FAILED
  }
}
