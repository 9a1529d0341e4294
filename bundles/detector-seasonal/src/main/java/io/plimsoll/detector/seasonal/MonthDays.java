package io.plimsoll.detector.seasonal;

import java.time.LocalDate;

/**
 * Remembers what comes with the calendar month: invoices on the first, batches at the end.
 *
 * <p>An earlier month explains a day only when its day was itself a peak among its neighbours. That it cost
 * as much is not enough: a series that is always at the new level would explain everything.
 */
final class MonthDays {
  private static final int MONTHS = 2;
  private static final int LAST_DAYS = 3;
  private static final double AS_LARGE = 0.75;
  private static final double PEAK = 1.25;

  private final History history;

  MonthDays(History history) {
    this.history = history;
  }

  /** Whether one of the last months had a peak as large on this day of the month, counted from start or end. */
  boolean explain(int day, double actual) {
    LocalDate date = history.series().day(day);
    int fromEnd = date.lengthOfMonth() - date.getDayOfMonth();
    for (int months = 1; months <= MONTHS; months++) {
      LocalDate then = date.minusMonths(months);
      if (peakAround(then, actual)
          || fromEnd < LAST_DAYS && peak(then.withDayOfMonth(then.lengthOfMonth()).minusDays(fromEnd), actual)) {
        return true;
      }
    }
    return false;
  }

  private boolean peakAround(LocalDate date, double actual) {
    return peak(date.minusDays(1), actual) || peak(date, actual) || peak(date.plusDays(1), actual);
  }

  private boolean peak(LocalDate date, double actual) {
    int day = history.series().indexOf(date);
    return history.has(day)
        && history.cost(day) >= AS_LARGE * actual
        && history.cost(day) > PEAK * medianAround(day, 1, 7)
        && history.cost(day) > PEAK * medianAround(day, 7, 3);
  }

  /** The median of so many days before and behind, in steps of days; the day itself does not count. */
  private double medianAround(int day, int step, int reach) {
    double[] around =
        java.util.stream.IntStream.rangeClosed(-reach, reach)
            .filter(i -> i != 0 && history.has(day + i * step))
            .mapToDouble(i -> history.cost(day + i * step))
            .toArray();
    return History.median(around);
  }
}
