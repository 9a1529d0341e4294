package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a new anomaly from more of a known one: findings of one series, in one direction, a few days apart are the same.
 * Not thread-safe.
 */
public final class Episodes {
  private final Map<Direction, Period> latest = new HashMap<>();

  private record Direction(SeriesKey series, boolean down) {}

  /** Whether a finding opens an anomaly, given all before it; findings come in the order of their evaluation. */
  public boolean opens(Found found) {
    Direction direction = new Direction(found.series(), found.finding().excess() < 0);
    Period days = found.finding().days();
    Period known = latest.get(direction);
    boolean opens = known == null || !FindingMerge.near(known, days);
    latest.put(
        direction,
        opens
            ? days
            : new Period(
                known.from().isBefore(days.from()) ? known.from() : days.from(),
                known.to().isAfter(days.to()) ? known.to() : days.to()));
    return opens;
  }
}
