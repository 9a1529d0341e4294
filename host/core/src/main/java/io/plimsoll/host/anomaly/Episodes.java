package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a new anomaly from more of a known one, by the rule by which the nightly evaluation joins them ({@link Trail}). It
 * keeps nothing but days, for a back-test has no states, feedback or people. Not thread-safe.
 */
public final class Episodes {
  private final Map<Trail, Period> latest = new HashMap<>();

  /** Whether a finding opens an anomaly, given all before it; findings come in the order of their evaluation. */
  public boolean opens(Found found) {
    Trail trail = Trail.of(found);
    Period days = found.finding().days();
    Period known = latest.get(trail);
    boolean opens = known == null || !Trail.near(known, days);
    latest.put(
        trail,
        opens
            ? days
            : new Period(
                known.from().isBefore(days.from()) ? known.from() : days.from(),
                known.to().isAfter(days.to()) ? known.to() : days.to()));
    return opens;
  }
}
