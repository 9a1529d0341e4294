package io.plimsoll.api.anomaly;

import java.time.Instant;

/**
 * Something that happened to an anomaly. Events are only ever added.
 *
 * @param who the person, or {@code plimsoll} when it happened by itself
 * @param state where the anomaly stood afterwards
 * @param note what was said about it; may be empty
 */
public record AnomalyEvent(Instant at, String who, What what, Anomaly.State state, String note) {
  /** What happened. */
  public enum What {
    /** It was found. */
    FOUND,
    /** It became more severe. */
    WORSE,
    /** Somebody is on it. */
    ACKNOWLEDGED,
    /** It is over. */
    RESOLVED,
    /** It is open again. */
    REOPENED,
    /** It is not worth telling any more. */
    SUPPRESSED,
    /** Later figures took it back. */
    RETRACTED,
    /** Somebody said what it was. */
    FEEDBACK,
    /** Later figures have another cause; the note has the earlier one. */
    CAUSE_CHANGED
  }
}
