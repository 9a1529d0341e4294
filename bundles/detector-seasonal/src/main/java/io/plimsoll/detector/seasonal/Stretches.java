package io.plimsoll.detector.seasonal;

import java.util.Arrays;

/**
 * Finds stretches of days that were all far off in one direction: an anomaly that lasted, or the weeks after it, in which
 * what is expected still holds it. One of them must not make the next one look usual. Single days stay, for a series that
 * jumps now and then is one that jumps. Pure.
 */
final class Stretches {
  /** Fewer days than this are jumps of the series. */
  private static final int SHORTEST = 4;

  /** So many usual deviations, and at least this much as the logarithm of a ratio, are far off. */
  private static final double FAR = 2.5;

  private static final double LEAST = 0.1;

  /** The deviation that this part of days stays below is not moved by stretches of up to as many days as are left. */
  private static final double QUIET_PART = 0.4;

  /** That part of normally distributed values lies within 0.524 standard deviations. */
  private static final double QUIET_PART_TO_SIGMA = 1 / 0.524;

  private static final int FEWEST_LEFT = 21;

  private Stretches() {}

  /**
   * A copy in which days of such stretches are not a number; as it was when too few days would be left.
   *
   * @param from the first day that counts
   */
  static double[] without(double[] surprise, int from) {
    double[] calm = surprise.clone();
    double[] known = known(surprise, from);
    // What always grows lies above what is expected of it by as much each day.
    double centre = Numbers.median(known, known.length);
    double far = Math.max(LEAST, FAR * usualDeviation(surprise, from, centre));
    int left = known.length;
    int run = 0;
    int begin = from;
    double sign = 0;
    for (int day = from; day <= surprise.length; day++) {
      double value = day < surprise.length ? surprise[day] - centre : 0;
      if (Double.isNaN(value) || Math.abs(value) > far && Math.signum(value) == sign) {
        run += Double.isNaN(value) ? 0 : 1;
        continue;
      }
      if (run >= SHORTEST) {
        left -= run;
        Arrays.fill(calm, begin, day, Double.NaN);
      }
      boolean begins = Math.abs(value) > far;
      begin = day;
      run = begins ? 1 : 0;
      sign = begins ? Math.signum(value) : 0;
    }
    return left < FEWEST_LEFT ? surprise.clone() : calm;
  }

  /** How far days usually are off from a centre, as a standard deviation, whatever stretches there are; 0 of none. */
  static double usualDeviation(double[] surprise, int from, double centre) {
    double[] size = known(surprise, from);
    for (int i = 0; i < size.length; i++) {
      size[i] = Math.abs(size[i] - centre);
    }
    return size.length == 0 ? 0 : QUIET_PART_TO_SIGMA * Numbers.place(size, size.length, (int) (QUIET_PART * size.length));
  }

  private static double[] known(double[] surprise, int from) {
    double[] known = new double[surprise.length];
    int count = 0;
    for (int day = from; day < surprise.length; day++) {
      if (!Double.isNaN(surprise[day])) {
        known[count++] = surprise[day];
      }
    }
    return Arrays.copyOf(known, count);
  }
}
