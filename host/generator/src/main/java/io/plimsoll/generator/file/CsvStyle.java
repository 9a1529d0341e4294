package io.plimsoll.generator.file;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * How a CSV file writes what CSV leaves open.
 *
 * @param doubleMark whether a second byte order mark stands before the first row
 * @param blankLines whether every 50th row is followed by an empty line
 * @param exponents whether numbers have an exponent
 */
public record CsvStyle(Dates dates, boolean doubleMark, boolean blankLines, boolean exponents) {
  /** How dates are written. */
  public enum Dates {
    /** {@code 2025-10-16T00:00Z}, as datasets before 1.0r2 write them. */
    MINUTES,
    /** {@code 2025-10-16T00:00:00Z}. */
    SECONDS,
    /** {@code 2025-10-16T02:00:00+02:00}: the same instant elsewhere. */
    OFFSET,
    /** {@code 10/16/2025}. */
    AMERICAN
  }

  String date(LocalDate day) {
    return switch (dates) {
      case MINUTES -> day + "T00:00Z";
      case SECONDS -> day + "T00:00:00Z";
      case OFFSET -> day + "T02:00:00+02:00";
      case AMERICAN -> two(day.getMonthValue()) + '/' + two(day.getDayOfMonth()) + '/' + day.getYear();
    };
  }

  String number(BigDecimal number) {
    if (!exponents || number.signum() == 0) {
      return number.toPlainString();
    }
    String digits = number.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - number.scale();
    String fraction = digits.length() > 1 ? '.' + digits.substring(1) : "";
    return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + 'E' + (exponent < 0 ? "" : "+") + exponent;
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
