package io.plimsoll.detector.seasonal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * On which days the charges of a series come.
 *
 * @param rhythm what they follow
 * @param day the weekday from 1 for Monday, the day of the month, or the days that remain of the month
 * @param kept how many charges kept to it
 */
record Schedule(Rhythm rhythm, int day, int kept) {
  /** What charges follow. */
  enum Rhythm {
    /** Nothing that is known. */
    NONE,
    WEEKDAY,
    DAY_OF_MONTH,
    DAY_BEFORE_END_OF_MONTH
  }

  private static final Schedule NONE = new Schedule(Rhythm.NONE, 0, 0);
  private static final int DAYS = 200;
  private static final int FEWEST_WEEKLY = 4;
  private static final double MOST_WEEKLY = 0.8;
  private static final int FEWEST_MONTHLY = 2;
  private static final double MOST_MONTHLY = 0.6;
  private static final int FEWEST_CHARGES = 3;

  /** The schedule that the charges before a day keep. */
  static Schedule before(DailyCosts costs, int day) {
    Schedule weekly = most(costs, day, Rhythm.WEEKDAY, FEWEST_WEEKLY, MOST_WEEKLY);
    if (weekly.rhythm != Rhythm.NONE) {
      return weekly;
    }
    Schedule fromStart = most(costs, day, Rhythm.DAY_OF_MONTH, FEWEST_MONTHLY, MOST_MONTHLY);
    Schedule fromEnd = most(costs, day, Rhythm.DAY_BEFORE_END_OF_MONTH, FEWEST_MONTHLY, MOST_MONTHLY);
    return fromEnd.kept > fromStart.kept ? fromEnd : fromStart;
  }

  private static Schedule most(DailyCosts costs, int day, Rhythm rhythm, int fewest, double share) {
    ToIntFunction<LocalDate> place = place(rhythm);
    int[] counts = new int[32];
    int charges = 0;
    for (int earlier = Math.max(costs.first(), day - DAYS); earlier < day; earlier++) {
      if (costs.cost(earlier) > 0 && !costs.isNoMeasure(earlier)) {
        counts[place.applyAsInt(costs.date(earlier))]++;
        charges++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    boolean keeps = charges >= FEWEST_CHARGES && counts[best] >= fewest && counts[best] >= share * charges;
    return keeps ? new Schedule(rhythm, best, counts[best]) : NONE;
  }

  private static ToIntFunction<LocalDate> place(Rhythm rhythm) {
    return switch (rhythm) {
      case NONE -> date -> 0;
      case WEEKDAY -> date -> date.getDayOfWeek().getValue();
      case DAY_OF_MONTH -> LocalDate::getDayOfMonth;
      case DAY_BEFORE_END_OF_MONTH -> date -> date.lengthOfMonth() - date.getDayOfMonth();
    };
  }

  /** Whether there is a schedule and no charge is due on a date. */
  boolean excludes(LocalDate date) {
    return rhythm != Rhythm.NONE && place(rhythm).applyAsInt(date) != day;
  }

  String inWords() {
    return switch (rhythm) {
      case NONE -> "on no fixed day";
      case WEEKDAY -> "on " + DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s";
      case DAY_OF_MONTH -> "on day " + day + " of the month";
      case DAY_BEFORE_END_OF_MONTH -> day == 0 ? "on the last day of the month" : day + " days before the month ends";
    };
  }
}
