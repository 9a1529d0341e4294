package io.plimsoll.detector.forest;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import java.util.Arrays;

/** What days cost beside the same weekdays of the five weeks before. Not thread-safe. */
final class Weekdays {
  private static final int WEEKS = 5;

  /** Below this both cost and expectation are nothing, so that their ratio says nothing. */
  private static final double SMALL = 1;

  private final CostSeries series;

  Weekdays(CostSeries series) {
    this.series = series;
  }

  CostSeries series() {
    return series;
  }

  /** The median of the same weekdays before; 0 of none. */
  double expected(int day) {
    double[] before = new double[WEEKS];
    int count = 0;
    for (int week = 1; week <= WEEKS && day - 7 * week >= series.firstCharge(); week++) {
      before[count++] = series.cost(day - 7 * week);
    }
    Arrays.sort(before, 0, count);
    return count == 0 ? 0 : count % 2 == 1 ? before[count / 2] : (before[count / 2 - 1] + before[count / 2]) / 2;
  }

  /** Whether a day is above its expectation by more than the floors. */
  boolean isRaised(int day, Floors floors) {
    double expected = expected(day);
    double excess = series.cost(day) - expected;
    return expected > 0 && excess >= floors.amountPerDay() && excess >= floors.ratio() * expected;
  }

  /** The logarithm of cost over expectation. */
  double surprise(int day) {
    return Math.log((Math.max(0, series.cost(day)) + SMALL) / (Math.max(0, expected(day)) + SMALL));
  }
}
