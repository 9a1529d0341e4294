package io.plimsoll.detector.seasonal;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a day is expected to cost and how much such days usually differ.
 *
 * @param expected the median of the same weekday of the last five weeks
 * @param scale the usual difference
 */
record Baseline(double expected, double scale) {
  private static final int WEEKS = 5;
  private static final int FEWEST_WEEKS = 3;
  private static final int RESIDUAL_DAYS = 56;
  private static final int FEWEST_RESIDUALS = 7;

  /** Turns a median absolute deviation into a standard deviation of normally distributed values. */
  private static final double MAD_TO_SIGMA = 1.4826;

  /** The baseline of a day; empty while there is too little history. */
  static Optional<Baseline> of(History history, int day) {
    double[] weekdays = history.sameWeekdayBefore(day, WEEKS);
    if (weekdays.length < FEWEST_WEEKS) {
      return Optional.empty();
    }
    double[] residuals = residuals(history, day);
    if (residuals.length < FEWEST_RESIDUALS) {
      return Optional.empty();
    }
    double expected = History.median(weekdays);
    return Optional.of(new Baseline(expected, scale(residuals, expected)));
  }

  /**
   * Flat series have a median deviation near 0 and would alarm at every cent (26 of 36 published cost series
   * do), so other measures hold it up: the mean deviation, a share of the cost, and the upper tail.
   */
  private static double scale(double[] residuals, double expected) {
    double[] sizes = Arrays.stream(residuals).map(Math::abs).toArray();
    double mean = Arrays.stream(sizes).average().orElse(0);
    double[] rises = Arrays.stream(residuals).map(r -> Math.max(0, r)).toArray();
    // One past anomaly must not hide the next, so the far tail counts only as far as the near one bears it out.
    double near = History.quantile(rises, 0.85);
    double tail = Math.min(History.quantile(rises, 0.95), 2 * near) / 2;
    return Math.max(
        Math.max(MAD_TO_SIGMA * History.median(sizes), 0.3 * mean),
        Math.max(0.03 * Math.abs(expected) + 0.01, tail));
  }

  private static double[] residuals(History history, int day) {
    double[] residuals = new double[RESIDUAL_DAYS];
    int count = 0;
    for (int earlier = day - 1; earlier >= day - RESIDUAL_DAYS && history.has(earlier); earlier--) {
      double[] weekdays = history.sameWeekdayBefore(earlier, FEWEST_WEEKS);
      if (weekdays.length >= 2) {
        residuals[count++] = history.cost(earlier) - History.median(weekdays);
      }
    }
    return Arrays.copyOf(residuals, count);
  }
}
