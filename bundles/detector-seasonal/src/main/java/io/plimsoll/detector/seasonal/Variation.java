package io.plimsoll.detector.seasonal;

import java.util.Arrays;

/**
 * How much a figure usually varies.
 *
 * @param centre where it usually lies
 * @param size how far from there it usually is
 * @param count how many days say so
 */
record Variation(double centre, double size, int count) {
  private static final int DAYS = 84;
  private static final int FEWEST = 10;
  private static final int MONTH = 28;
  private static final int FEWEST_MONTHS = 3;
  private static final double MORE_THAN_A_MONTH = 1.1;

  /** Turns a median absolute deviation into a standard deviation of normally distributed values. */
  private static final double MAD_TO_SIGMA = 1.4826;

  /** Days a little off in both directions are nobody's concern, however flat the series was. */
  private static final double SMALLEST = 0.03;

  private static final double MEAN_SHARE = 0.5;
  private static final double MOST_DEVIATION = 1;
  private static final double MOST_CENTRE = 0.1;

  /** What is known of a short history is known less surely. */
  private static final double YOUNG = 4;

  /**
   * Flat series have a median deviation near 0 and would alarm at every cent (26 of 36 published cost series do), so a
   * share of the mean deviation and a smallest variation hold it up. An anomaly and the weeks after it hold it up as well,
   * and hid the next: it is not much larger than that of the median of the last months.
   *
   * @param values not a number on days that do not count; days further back take their place
   * @param end the day after the last that counts
   */
  static Variation before(double[] values, int first, int end) {
    double[] known = new double[DailyCosts.MEMORY];
    int all = 0;
    for (int day = end - 1; day >= Math.max(first, end - DailyCosts.MEMORY); day--) {
      if (!Double.isNaN(values[day])) {
        known[all++] = values[day];
      }
    }
    if (all < FEWEST) {
      return new Variation(0, Double.POSITIVE_INFINITY, all);
    }
    int count = Math.min(DAYS, all);
    double median = Numbers.median(Arrays.copyOf(known, count), count);
    double size = Math.min(size(known, 0, count, median), MORE_THAN_A_MONTH * ofAMonth(known, all / MONTH, median));
    return new Variation(
        Math.max(-MOST_CENTRE, Math.min(MOST_CENTRE, median)), Math.max(SMALLEST, size), count);
  }

  /** That of the median of so many months; infinite when they are too few to tell one from the others. */
  private static double ofAMonth(double[] known, int months, double median) {
    if (months < FEWEST_MONTHS) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sizes = new double[months];
    for (int month = 0; month < months; month++) {
      sizes[month] = size(known, month * MONTH, (month + 1) * MONTH, median);
    }
    return Numbers.place(sizes, months, (months - 1) / 2);
  }

  private static double size(double[] values, int from, int to, double median) {
    double[] off = new double[to - from];
    double sum = 0;
    for (int i = 0; i < off.length; i++) {
      off[i] = Math.abs(values[from + i] - median);
      sum += Math.min(MOST_DEVIATION, off[i]);
    }
    return Math.max(MAD_TO_SIGMA * Numbers.median(off, off.length), MEAN_SHARE * sum / off.length);
  }

  /** Whether there were enough values to say. */
  boolean isKnown() {
    return count >= FEWEST;
  }

  /** The same of something that varies less by a factor. */
  Variation times(double factor) {
    return new Variation(centre, Math.max(SMALLEST, factor * size), count);
  }

  /** How many usual variations a value lies above the usual one. */
  double of(double value) {
    return (value - centre) / size / (1 + YOUNG / Math.max(1, count));
  }

  /**
   * The same of a value of which not all is known.
   *
   * @param doubt how far it may lie from what it will be, as a standard deviation
   */
  double of(double value, double doubt) {
    return of(value) * size / Math.hypot(size, doubt);
  }

  /** As a share, such as 0.03 for 3 per cent up or down. */
  double share() {
    return Math.expm1(size);
  }
}
