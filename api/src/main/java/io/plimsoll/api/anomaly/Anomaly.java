package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What the host made of one or more findings.
 *
 * @param id stable within the organisation
 * @param detector the plug-in that found it
 * @param excess the exact difference to the expectation, rounded to cents, in the currency of the series
 * @param state where it stands
 * @param causes what contributed most, largest first
 */
public record Anomaly(
    String id,
    String detector,
    SeriesKey series,
    Period days,
    Finding.Kind kind,
    Severity severity,
    BigDecimal expectedPerDay,
    BigDecimal actualPerDay,
    BigDecimal excess,
    String explanation,
    State state,
    List<Cause> causes,
    Instant firstSeen) {
  /** Keeps its own copy. */
  public Anomaly {
    causes = List.copyOf(causes);
  }

  /** Where an anomaly stands. */
  public enum State {
    /** Found and still so. */
    OPEN,
    /** Later figures took it back; it stays on record. */
    RETRACTED
  }

  /**
   * One contributor to an anomaly.
   *
   * @param dimension a column name
   * @param excess its part of the difference
   */
  public record Cause(String dimension, String value, BigDecimal excess) {}
}
