package io.plimsoll.api.notice;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are told.
 *
 * @param id never used for anything else; a receiver that saw it before may drop it
 * @param severity how much it matters; {@code null} when that says nothing here
 * @param title one line without formatting
 * @param text a few plain sentences
 * @param scope the values it concerns, by column name; rules choose by them
 * @param facts more, by name, in the order they are worth reading; never a secret
 * @param anomaly what it is about; {@code null} when it is about no anomaly
 */
public record Notice(
    String id,
    String organisation,
    Event event,
    Instant at,
    @Nullable Severity severity,
    String title,
    String text,
    Map<String, String> scope,
    Map<String, String> facts,
    @Nullable Anomaly anomaly) {
  /** Keeps its own copies in the order given. */
  public Notice {
    scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** What people are told of. */
  public enum Event {
    /** An anomaly was found, or is open again. */
    ANOMALY_DETECTED,
    /** An anomaly became more severe. */
    ANOMALY_WORSE,
    /** An anomaly is over. */
    ANOMALY_RESOLVED,
    /** Later figures took an anomaly back. */
    ANOMALY_RETRACTED,
    /** Costs could not be collected. */
    COLLECTION_FAILED,
    /** Somebody tries a channel. */
    TEST
  }
}
