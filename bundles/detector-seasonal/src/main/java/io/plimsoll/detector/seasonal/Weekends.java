package io.plimsoll.detector.seasonal;

import java.time.DayOfWeek;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/** Finds weekends that cost what working days do, where weekends are cheaper: somebody forgot to switch off. */
final class Weekends {
  private static final double CHEAPER = 0.75;
  private static final double AS_DEAR = 0.85;
  private static final double NEARLY_AS_DEAR = 0.8;
  /** So many usual variations are unusual; less where {@link Stakes} are high. */
  private static final double UNUSUAL = 5.5;
  private static final int BACK = 9;
  private static final int FEWEST_WORKING_DAYS = 4;

  private final DailyCosts costs;
  private final Supplier<double[]> pairs;

  /** @param pairs the mean surprise of each calm day and the one before */
  Weekends(DailyCosts costs, Supplier<double[]> pairs) {
    this.costs = costs;
    this.pairs = pairs;
  }

  boolean isLeftOn(int day) {
    DayOfWeek weekday = costs.date(day).getDayOfWeek();
    if (weekday.getValue() < DayOfWeek.SATURDAY.getValue()) {
      return false;
    }
    if (costs.excess(day) <= 0) {
      return false;
    }
    double workingDay = workingDay(day, costs::cost);
    boolean sunday = weekday == DayOfWeek.SUNDAY && day > costs.first();
    double excess = costs.excess(day) + (sunday ? Math.max(0, costs.excess(day - 1)) : 0);
    return costs.expected(day) < CHEAPER * workingDay(day, costs::expected)
        && excess >= costs.floors().amountPerDay()
        && (sunday
            ? costs.cost(day) >= NEARLY_AS_DEAR * workingDay && costs.cost(day - 1) >= NEARLY_AS_DEAR * workingDay
            : costs.cost(day) >= AS_DEAR * workingDay)
        && strength(day) + Stakes.ofAWeekend(costs.excess(day), costs.floors().amountPerDay()) >= UNUSUAL;
  }

  /** How many usual variations the weekend so far is off. */
  double strength(int day) {
    double one = Variation.before(costs.calm(), costs.first(), day).of(costs.surprise(day), costs.doubt(day, 1));
    double pair = costs.surprise(day, 2);
    boolean sunday = costs.date(day).getDayOfWeek() == DayOfWeek.SUNDAY && !Double.isNaN(pair);
    return sunday ? Math.max(one, Variation.before(pairs.get(), costs.first(), day - 1).of(pair, costs.doubt(day, 2))) : one;
  }

  /** The median of what the working days before cost; 0 when there are too few. */
  private double workingDay(int day, IntToDoubleFunction cost) {
    double[] days = new double[BACK];
    int count = 0;
    for (int earlier = Math.max(costs.first(), day - BACK); earlier < day; earlier++) {
      boolean works = costs.date(earlier).getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue();
      if (works && !costs.isNoMeasure(earlier) && !Double.isNaN(costs.expected(earlier))) {
        days[count++] = cost.applyAsDouble(earlier);
      }
    }
    return count < FEWEST_WORKING_DAYS ? 0 : Numbers.median(days, count);
  }
}
