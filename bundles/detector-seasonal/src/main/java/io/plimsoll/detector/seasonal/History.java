package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.CostSeries;
import java.util.Arrays;

/** A series from its first charge on: later days without a charge cost nothing, earlier ones do not count. */
final class History {
  private final CostSeries series;
  private final int first;

  History(CostSeries series) {
    this.series = series;
    int day = 0;
    while (day < series.days() && !series.isPresent(day)) {
      day++;
    }
    this.first = day;
  }

  CostSeries series() {
    return series;
  }

  boolean has(int day) {
    return day >= first && day < series.days();
  }

  double cost(int day) {
    return series.cost(day);
  }

  /** Costs of the same weekday in the weeks before a day, as far as there are any, up to so many. */
  double[] sameWeekdayBefore(int day, int weeks) {
    int there = Math.max(0, Math.min(weeks, Math.floorDiv(day - first, 7)));
    double[] costs = new double[there];
    for (int week = 1; week <= there; week++) {
      costs[week - 1] = cost(day - 7 * week);
    }
    return costs;
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** The quantile with linear interpolation; 0 of nothing. */
  static double quantile(double[] values, double share) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
