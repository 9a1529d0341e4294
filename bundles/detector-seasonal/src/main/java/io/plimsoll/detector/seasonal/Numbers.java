package io.plimsoll.detector.seasonal;

import java.util.Arrays;

/** Medians and means over days. Pure. */
final class Numbers {
  private static final int FEW = 12;

  private Numbers() {}

  /** The median of the first values, which it sorts; 0 of none. */
  static double median(double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    if (count <= FEW) {
      sortFew(values, count);
    } else {
      Arrays.sort(values, 0, count);
    }
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  }

  private static void sortFew(double[] values, int count) {
    for (int i = 1; i < count; i++) {
      double value = values[i];
      int to = i;
      for (; to > 0 && values[to - 1] > value; to--) {
        values[to] = values[to - 1];
      }
      values[to] = value;
    }
  }

  /** The mean of so many days up to one; not a number where one of them is not. */
  static double mean(double[] values, int window, int day) {
    if (day < window - 1) {
      return Double.NaN;
    }
    double sum = 0;
    for (int earlier = day; earlier > day - window; earlier--) {
      sum += values[earlier];
    }
    return sum / window;
  }

  /** For each day from one on, the mean of so many days up to it; not a number where one of them is not. */
  static double[] means(double[] values, int window, int from, int to) {
    double[] means = new double[to];
    Arrays.fill(means, 0, Math.min(to, from), Double.NaN);
    for (int day = from; day < to; day++) {
      means[day] = mean(values, window, day);
    }
    return means;
  }
}
