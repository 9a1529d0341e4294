package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;

/**
 * Days of one series that are not as expected, as one detector sees it.
 *
 * @param days the days concerned
 * @param kind what shape it has
 * @param score how sure the detector is, from 0 to 1
 * @param expectedPerDay the expected cost of a day
 * @param actualPerDay the mean cost of the days concerned
 * @param explanation one plain sentence for the reader, without the series' name
 */
public record Finding(
    Period days, Kind kind, double score, double expectedPerDay, double actualPerDay, String explanation) {

  /** The shape of an anomaly. */
  public enum Kind {
    /** High for a few days. */
    SPIKE,
    /** Higher from one day on. */
    STEP,
    /** Rising slowly. */
    DRIFT,
    /** Rising faster and faster. */
    RUNAWAY,
    /** A weekend that costs what working days do, where weekends are cheaper. */
    WEEKEND_ON,
    /** A charge that was never there before. */
    NEW_CHARGE,
    /** Much lower or gone. */
    DROP,
    /** Above an amount that people set. */
    THRESHOLD,
    /** Unusual in a way that has no name of its own. */
    OTHER
  }

  /** The difference over all its days, in the currency of the series. */
  public double excess() {
    return (actualPerDay - expectedPerDay)
        * java.time.temporal.ChronoUnit.DAYS.between(days.from(), days.to());
  }
}
