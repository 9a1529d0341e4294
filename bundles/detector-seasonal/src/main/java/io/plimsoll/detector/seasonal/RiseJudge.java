package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a day whether it, or the few days up to it, cost unusually much. */
final class RiseJudge {
  /** So many usual variations are unusual, whatever the size; less where {@link Stakes} are high. */
  private static final double UNUSUAL = 6.8;

  /** So many are when it doubles: from this logarithm of a ratio on. */
  private static final double UNUSUAL_IF_DOUBLE = 5.5;

  private static final double DOUBLE = 0.7;

  /** Days in a row that are each raised say more than one: this is what their mean must exceed. */
  private static final double UNUSUAL_TOGETHER = 7.8;

  /** An earlier day that was this close makes a day one of its kind. */
  private static final double NEAR = 1.3;

  private static final int LONGEST_WINDOW = 5;
  private static final double RAISED = 0.1;

  /** A rise that lasts so many days is a new level, not a spike. */
  private static final int STEP_DAYS = 4;

  private static final int LOOK_BACK = 7;

  private final DailyCosts costs;
  private final MonthDays monthDays;
  private final Weekends weekends;
  private final Judged judged;
  private final double[] @Nullable [] means = new double[LONGEST_WINDOW + 1][];

  RiseJudge(DailyCosts costs, Judged judged) {
    this.costs = costs;
    this.judged = judged;
    monthDays = new MonthDays(costs);
    weekends = new Weekends(costs, () -> means(2));
  }

  /** The means of so many calm days. */
  private double[] means(int window) {
    double[] known = means[window];
    if (known == null) {
      known =
          window == 1
              ? costs.calm()
              : Numbers.means(costs.calm(), window, Math.max(costs.first(), judged.from() - DailyCosts.MEMORY), judged.to());
      means[window] = known;
    }
    return known;
  }

  Optional<Verdict> judge(int day) {
    if (!costs.isAbove(day, RAISED) || !costs.canBeJudged(day) || Double.isNaN(costs.surprise(day))
        || costs.isIntermittent(day) || monthDays.explain(day)) {
      return Optional.empty();
    }
    Verdict verdict = one(day);
    for (int window = 2; window <= LONGEST_WINDOW && verdict == null; window++) {
      verdict = together(day, window);
    }
    Finding.Kind kind = weekends.isLeftOn(day) ? Finding.Kind.WEEKEND_ON : null;
    if (verdict == null && kind != null) {
      verdict = verdict(day, kind, weekends.strength(day), Variation.before(means(1), costs.first(), day));
    }
    return Optional.ofNullable(verdict)
        .map(v -> kind == null ? v : new Verdict(v.day(), kind, v.expected(), v.actual(), v.strength(), v.usual()));
  }

  private @Nullable Verdict one(int day) {
    double surprise = costs.surprise(day);
    if (costs.excess(day) < costs.floors().amountPerDay() || !isAboveRatio(day)) {
      return null;
    }
    Variation usual = Variation.before(means(1), costs.first(), day);
    double strength = usual.of(surprise, costs.doubt(day, 1));
    double sure =
        strength
            + (isHighest(means(1), day, surprise) ? Stakes.ofDays(costs.excess(day), costs.floors().amountPerDay()) : 0);
    boolean unusual =
        strength >= Stakes.LEAST
            && (sure >= UNUSUAL || sure >= UNUSUAL_IF_DOUBLE && surprise >= DOUBLE);
    return unusual ? verdict(day, shape(day), strength, usual) : null;
  }

  /** Several raised days: each adds to the amount, so that small differences that stay are found as well. */
  private @Nullable Verdict together(int day, int window) {
    double mean = costs.surprise(day, window);
    if (!(mean > Math.log1p(costs.floors().ratio()))) {
      return null;
    }
    double excess = 0;
    for (int earlier = day; earlier > day - window; earlier--) {
      if (earlier < costs.first() || costs.excess(earlier) < RAISED * costs.expected(earlier) || costs.isMonthDay(earlier)) {
        return null;
      }
      excess += costs.excess(earlier);
    }
    if (excess < costs.floors().amountPerDay()) {
      return null;
    }
    Variation usual = Variation.before(means(window), costs.first(), day - window + 1);
    double strength = usual.of(mean, costs.doubt(day, window));
    int before = day - window + 1;
    double sure =
        strength + (isHighest(means(window), before, mean) ? Stakes.ofDays(excess, costs.floors().amountPerDay()) : 0);
    return sure >= UNUSUAL_TOGETHER && strength >= Stakes.LEAST ? verdict(day, shape(day), strength, usual) : null;
  }

  /** Whether nothing of half a year came near: a series that jumped as far before does so by itself. */
  private boolean isHighest(double[] values, int end, double value) {
    for (int day = Math.max(costs.first(), end - DailyCosts.MEMORY); day < end; day++) {
      if (NEAR * values[day] > value) {
        return false;
      }
    }
    return true;
  }

  private boolean isAboveRatio(int day) {
    return costs.excess(day) >= costs.floors().ratio() * costs.expected(day)
        && costs.surprise(day) > Math.log1p(costs.floors().ratio());
  }

  private Verdict verdict(int day, Finding.Kind kind, double strength, Variation usual) {
    return new Verdict(day, kind, costs.expected(day), costs.cost(day), strength, usual.share());
  }

  private Finding.Kind shape(int day) {
    int lasted = 0;
    for (int earlier = day; earlier > day - LOOK_BACK && earlier >= costs.first(); earlier--) {
      lasted += costs.excess(earlier) > costs.excess(day) / 2 ? 1 : 0;
    }
    return lasted >= STEP_DAYS ? Finding.Kind.STEP : Finding.Kind.SPIKE;
  }
}
