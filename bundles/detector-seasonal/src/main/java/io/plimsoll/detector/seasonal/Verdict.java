package io.plimsoll.detector.seasonal;

/**
 * What was found of one day.
 *
 * @param day its index in the series
 * @param rise whether it is above what was expected
 * @param scales how far off it is, in units of the usual variation; 0 when it is not unusual
 */
record Verdict(int day, double expected, double actual, boolean rise, double scales) {
  static Verdict usual(int day) {
    return new Verdict(day, 0, 0, false, 0);
  }

  boolean isUnusual() {
    return scales > 0;
  }
}
