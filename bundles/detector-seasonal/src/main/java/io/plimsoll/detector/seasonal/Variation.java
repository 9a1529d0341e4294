package io.plimsoll.detector.seasonal;

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
   * share of the mean deviation and a smallest variation hold it up.
   *
   * @param values not a number on days that do not count; days further back take their place
   * @param end the day after the last that counts
   */
  static Variation before(double[] values, int first, int end) {
    double[] known = new double[DAYS];
    int count = 0;
    for (int day = end - 1; day >= Math.max(first, end - DailyCosts.MEMORY) && count < DAYS; day--) {
      if (!Double.isNaN(values[day])) {
        known[count++] = values[day];
      }
    }
    if (count < FEWEST) {
      return new Variation(0, Double.POSITIVE_INFINITY, count);
    }
    double median = Numbers.median(known, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      known[i] = Math.abs(known[i] - median);
      sum += Math.min(MOST_DEVIATION, known[i]);
    }
    double size = Math.max(MAD_TO_SIGMA * Numbers.median(known, count), MEAN_SHARE * sum / count);
    return new Variation(
        Math.max(-MOST_CENTRE, Math.min(MOST_CENTRE, median)), Math.max(SMALLEST, size), count);
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
