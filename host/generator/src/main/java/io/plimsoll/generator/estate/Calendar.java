package io.plimsoll.generator.estate;

import java.time.LocalDate;
import java.time.YearMonth;

/** The codes of the period axis in a billing month: days of the month before, days, the whole month. */
public record Calendar(YearMonth month) {
  private static final int FIRST_DAY = 31;
  private static final int WHOLE_MONTH = 63;
  /** How many codes there are. */
  public static final int CODES = 64;

  /** The code of a day of this month or of the 31 days before. */
  static int code(YearMonth month, LocalDate day) {
    return FIRST_DAY + (int) (day.toEpochDay() - month.atDay(1).toEpochDay());
  }

  static int wholeMonth() {
    return WHOLE_MONTH;
  }

  /** The first day of a charge period. */
  public LocalDate start(int code) {
    return code == WHOLE_MONTH ? month.atDay(1) : month.atDay(1).plusDays(code - FIRST_DAY);
  }

  /** The day after the last of a charge period. */
  public LocalDate end(int code) {
    return code == WHOLE_MONTH ? month.plusMonths(1).atDay(1) : start(code).plusDays(1);
  }
}
