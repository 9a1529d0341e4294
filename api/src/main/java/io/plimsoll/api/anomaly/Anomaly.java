package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the host made of one or more findings.
 *
 * @param id stable within the organisation, also while the anomaly grows
 * @param detector the plug-in that found it
 * @param excess the exact difference to the expectation, rounded to cents, in the currency of the series
 * @param state where it stands
 * @param causes what explains it, largest first
 * @param connection the connection that most of it came through; empty when unknown
 * @param reason why it stands where it does, in words; empty while it is open
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
    Instant firstSeen,
    String connection,
    String reason) {
  /** Keeps its own copy. */
  public Anomaly {
    causes = List.copyOf(causes);
    connection = Objects.requireNonNullElse(connection, "");
    reason = Objects.requireNonNullElse(reason, "");
  }

  /** One of an unknown connection that stands where it does for no reason worth telling. */
  public Anomaly(
      String id, String detector, SeriesKey series, Period days, Finding.Kind kind, Severity severity,
      BigDecimal expectedPerDay, BigDecimal actualPerDay, BigDecimal excess, String explanation, State state,
      List<Cause> causes, Instant firstSeen) {
    this(
        id, detector, series, days, kind, severity, expectedPerDay, actualPerDay, excess, explanation, state, causes,
        firstSeen, "", "");
  }

  /** Where an anomaly stands. */
  public enum State {
    /** Found, and nobody has looked at it. */
    OPEN,
    /** Found, and somebody is on it. */
    ACKNOWLEDGED,
    /** Over: three final days were as expected, or a person said so. */
    RESOLVED,
    /** Not worth telling: it was planned, or muted. */
    SUPPRESSED,
    /** Later figures took it back; it stays on record. */
    RETRACTED
  }

  /** The same, standing elsewhere. */
  public Anomaly in(State other, String why) {
    return new Anomaly(
        id, detector, series, days, kind, severity, expectedPerDay, actualPerDay, excess, explanation, other, causes,
        firstSeen, connection, why);
  }

  /**
   * The values that all of it shares, by column name: those of its series, and those of its cause when one explains
   * four fifths of it.
   */
  public Map<String, String> scope() {
    Map<String, String> scope = new LinkedHashMap<>(series.dimensions());
    BigDecimal most = excess.multiply(BigDecimal.valueOf(8, 1)).abs();
    if (!causes.isEmpty() && causes.get(0).excess().abs().compareTo(most) >= 0) {
      causes.get(0).values().forEach(scope::putIfAbsent);
    }
    return Collections.unmodifiableMap(scope);
  }

  /**
   * A part of the costs that explains a part of the difference.
   *
   * @param values the values its charges share, by column name; empty when all of the series moved together
   * @param excess its part of the difference
   * @param byUsage how much of that came from using more or less, at the price before; {@code null} when not known
   * @param byPrice how much came from a different price or mix; {@code null} when not known
   * @param resources the resources in it that differ most, largest first
   */
  public record Cause(
      Map<String, String> values,
      BigDecimal excess,
      @Nullable BigDecimal byUsage,
      @Nullable BigDecimal byPrice,
      List<Contribution> resources) {
    /** Keeps its own copies in the order given. */
    public Cause {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      resources = List.copyOf(resources);
    }

    /** One value of one column, of which nothing more is known. */
    public Cause(String dimension, String value, BigDecimal excess) {
      this(Map.of(dimension, value), excess, null, null, List.of());
    }
  }

  /**
   * A resource and its part of the difference.
   *
   * @param resource its {@code ResourceId}
   */
  public record Contribution(String resource, BigDecimal excess) {}
}
