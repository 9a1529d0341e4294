package io.plimsoll.api.cost;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Days of the UTC calendar.
 *
 * @param from the first day
 * @param to the day after the last
 */
public record Period(LocalDate from, LocalDate to) {
  /** Refuses a period that ends before it starts. */
  public Period {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the period ends (" + to + ") before it starts (" + from + ")");
    }
  }

  /** The whole month. */
  public static Period month(YearMonth month) {
    return new Period(month.atDay(1), month.plusMonths(1).atDay(1));
  }

  /** Whether the day lies inside. */
  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }
}
