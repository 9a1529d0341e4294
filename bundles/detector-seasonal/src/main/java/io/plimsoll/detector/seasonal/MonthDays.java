package io.plimsoll.detector.seasonal;

import java.time.LocalDate;

/**
 * Remembers what comes with the calendar month: invoices on the first, batches at the end.
 *
 * <p>An earlier month explains a day only when its day was itself a peak among its neighbours. That it cost
 * as much is not enough: a series that is always at the new level would explain everything. And a peak explains one
 * day: when this month's has come the day before, the day after it is a second one.
 */
final class MonthDays {
  private static final int MONTHS = 2;
  private static final int LAST_DAYS = 3;
  private static final double AS_LARGE = 0.75;
  private static final double CAME = 0.5;
  private static final double PEAK = 1.25;

  /** So many usual deviations stand out: what a series jumps by now and then is not what comes each month. */
  private static final double STANDS_OUT = 3;

  /** So many neighbours may have been about as dear, this many days around: longer is something that happened. */
  private static final int AS_DEAR = 2;

  private static final int NEIGHBOURS = 3;

  private final DailyCosts costs;

  MonthDays(DailyCosts costs) {
    this.costs = costs;
  }

  /** Whether one of the last months had a peak as large on this day of the month, counted from start or end. */
  boolean explain(int day) {
    LocalDate date = costs.date(day);
    int fromEnd = date.lengthOfMonth() - date.getDayOfMonth();
    for (int months = 1; months <= MONTHS; months++) {
      LocalDate then = date.minusMonths(months);
      int sameDay = costs.series().indexOf(then);
      if (isPeak(sameDay, day)
          || isPeak(sameDay + 1, day) && isAlike(sameDay + 1, day)
          || isPeak(sameDay - 1, day) && isAlike(sameDay - 1, day) && costs.cost(day - 1) < CAME * costs.cost(sameDay - 1)
          || fromEnd < LAST_DAYS
              && isPeak(costs.series().indexOf(then.withDayOfMonth(then.lengthOfMonth()).minusDays(fromEnd)), day)) {
        return true;
      }
    }
    return false;
  }

  private boolean isPeak(int then, int day) {
    return then >= costs.first()
        && then < costs.days()
        && costs.cost(then) >= AS_LARGE * costs.cost(day)
        && costs.cost(then) > peak() * medianAround(then, 1, 7)
        && costs.cost(then) > peak() * medianAround(then, 7, 3)
        && neighbours(then) <= AS_DEAR;
  }

  /** A charge that comes a day sooner or later is the same charge only when it is about as large. */
  private boolean isAlike(int then, int day) {
    return costs.cost(day) >= AS_LARGE * costs.cost(then);
  }

  private double peak() {
    return Math.max(PEAK, Math.exp(STANDS_OUT * costs.usualDeviation()));
  }

  private int neighbours(int then) {
    int count = 0;
    for (int other = Math.max(costs.first(), then - NEIGHBOURS); other <= then + NEIGHBOURS && other < costs.days(); other++) {
      count += other != then && costs.cost(other) >= AS_LARGE * costs.cost(then) ? 1 : 0;
    }
    return count;
  }

  /** The median of so many days before and behind, in steps of days; the day itself does not count. */
  private double medianAround(int day, int step, int reach) {
    double[] around = new double[2 * reach];
    int count = 0;
    for (int i = -reach; i <= reach; i++) {
      int other = day + i * step;
      if (i != 0 && other >= costs.first() && other < costs.days()) {
        around[count++] = costs.cost(other);
      }
    }
    return Numbers.median(around, count);
  }
}
