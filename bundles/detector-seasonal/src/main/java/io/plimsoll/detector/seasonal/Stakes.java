package io.plimsoll.detector.seasonal;

/**
 * How much sooner to speak when more money is at stake. To look at an alert that is none costs about the same whatever the
 * series; a day too late costs what the series costs too much. So what is needed to speak falls with the logarithm of the
 * excess: a series is judged strictest where it just reaches the floor. Pure.
 */
final class Stakes {
  /** What is within so many variations is usual, however much money it is. */
  static final double LEAST = 1.7;

  /** So many usual variations less for each tenfold of the floor; chosen on costbench, seeds below 1000. */
  private static final double OF_DAYS = 2;

  /** A week holds more of what it will be than a day, and while it waits a slow rise costs more each day. */
  private static final double OF_A_WEEK = 3.2;

  /** A weekend left on is over on Monday: what it costs too much does not grow while one waits. */
  private static final double OF_A_WEEKEND = 1.2;

  /** One day is little to go by, however much money it is. */
  private static final double MOST_OF_DAYS = 4;

  private Stakes() {}

  /** The variations that a day, or a few in a row, need less; 0 at the floor. */
  static double ofDays(double excess, double floor) {
    return Math.min(MOST_OF_DAYS, less(OF_DAYS, excess, floor));
  }

  /** The variations that a week needs less; 0 at the floor. */
  static double ofAWeek(double excess, double floor) {
    return less(OF_A_WEEK, excess, floor);
  }

  /** The variations that a day of a weekend needs less; 0 at the floor. */
  static double ofAWeekend(double excess, double floor) {
    return less(OF_A_WEEKEND, excess, floor);
  }

  private static double less(double each, double excess, double floor) {
    return floor > 0 && excess > floor ? each * Math.log10(excess / floor) : 0;
  }
}
