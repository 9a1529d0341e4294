package io.plimsoll.engine.columnar;

/**
 * A metric that often is a whole multiple of another, as whole numbers of their scales: equal to it, or a list cost
 * under one discount.
 *
 * @param metric the one that need not be stored
 * @param base the one it follows from
 * @param factor how many times, at least 1
 */
record Relation(int metric, int base, long factor) {
  /** Whether it holds between these values. */
  boolean holds(long high, long low, long baseHigh, long baseLow) {
    if (factor == 1) {
      return high == baseHigh && low == baseLow;
    }
    return Wide.timesFits(baseHigh, baseLow, factor)
        && low == baseLow * factor
        && high == Wide.timesHigh(baseHigh, baseLow, factor);
  }
}
