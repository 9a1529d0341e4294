package io.plimsoll.detector.seasonal;

import java.util.Arrays;

/** Medians and means over days. Pure. */
final class Numbers {
  private Numbers() {}

  /** The median of the first values, which it sorts; 0 of none. */
  static double median(double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    Arrays.sort(values, 0, count);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  }

  /** For each day from one on, the mean of so many days up to it; not a number where one of them is not. */
  static double[] means(double[] values, int window, int from, int to) {
    double[] means = new double[to];
    Arrays.fill(means, 0, Math.min(to, from), Double.NaN);
    for (int day = from; day < to; day++) {
      double sum = 0;
      for (int back = 0; back < window; back++) {
        sum += day < back ? Double.NaN : values[day - back];
      }
      means[day] = sum / window;
    }
    return means;
  }
}
