package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The days a command means by {@code --from} and {@code --to}. */
final class Periods {
  private Periods() {}

  /** The current month; one end alone reaches to the end or the beginning of a month. */
  static Period asked(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
    if (from == null && to == null) {
      return Period.month(YearMonth.from(today));
    }
    if (to == null) {
      return new Period(from, YearMonth.from(from.isAfter(today) ? from : today).plusMonths(1).atDay(1));
    }
    return checked(from == null ? to.minusDays(1).withDayOfMonth(1) : from, to);
  }

  /** All days there are up to today, unless one end is given. */
  static Period everything(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
    LocalDate last = to == null ? today.plusDays(1) : to;
    LocalDate first = from == null ? LocalDate.EPOCH : from;
    return checked(first, to == null && first.isAfter(last) ? first.plusDays(1) : last);
  }

  /** In words, with the last day instead of the day after it. */
  static String inWords(Period period) {
    return "between " + period.from() + " and " + period.to().minusDays(1);
  }

  private static Period checked(LocalDate from, LocalDate to) {
    if (!from.isBefore(to)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The period from " + from + " to " + to + " has no days.",
          "Give a --to that is later than --from; it is the day after the last.");
    }
    return new Period(from, to);
  }
}
