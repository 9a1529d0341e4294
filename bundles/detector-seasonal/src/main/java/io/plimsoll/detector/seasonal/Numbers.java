package io.plimsoll.detector.seasonal;

import java.util.Arrays;

/** Medians and means over days. Pure. */
final class Numbers {
  private static final int FEW = 12;

  private Numbers() {}

  /** The median of the first values, which changes their order; 0 of none. */
  static double median(double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    double upper = place(values, count, count / 2);
    if (count % 2 == 1) {
      return upper;
    }
    double lower = values[0];
    for (int i = 1; i < count / 2; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (lower + upper) / 2;
  }

  /**
   * The value at a place of the first values if they were sorted (Hoare's selection: variations are medians of hundreds of
   * days, and sorting them took most of the time). Afterwards all before that place are at most as large.
   *
   * @param place from 0, below count
   */
  static double place(double[] values, int count, int place) {
    int from = 0;
    int to = count - 1;
    while (to - from >= FEW) {
      double pivot = middle(values[from], values[(from + to) >>> 1], values[to]);
      int left = from;
      int right = to;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double value = values[left];
          values[left++] = values[right];
          values[right--] = value;
        }
      }
      if (place <= right) {
        to = right;
      } else if (place >= left) {
        from = left;
      } else {
        return values[place];
      }
    }
    sortFew(values, from, to + 1);
    return values[place];
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private static void sortFew(double[] values, int from, int end) {
    for (int i = from + 1; i < end; i++) {
      double value = values[i];
      int to = i;
      for (; to > from && values[to - 1] > value; to--) {
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
