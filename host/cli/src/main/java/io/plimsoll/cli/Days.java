package io.plimsoll.cli;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads dates from the command line and says how they are written when they are not. */
final class Days {
  private Days() {}

  /** Reads {@code 2025-10-31}. */
  static final class DayConverter implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      return read(text, LocalDate::parse, "a day, written as 2025-10-31");
    }
  }

  /** Reads {@code 2025-10}. */
  static final class MonthConverter implements ITypeConverter<YearMonth> {
    @Override
    public YearMonth convert(String text) {
      return read(text, YearMonth::parse, "a month, written as 2025-10");
    }
  }

  /** Reads {@code PT15M}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration duration = read(text, Duration::parse, "a duration, written as PT15M (15 minutes) or PT1H");
      if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new TypeConversionException("'" + text + "' is less than a second");
      }
      return duration;
    }
  }

  private static <T> T read(String text, Function<String, T> reading, String wanted) {
    try {
      return reading.apply(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not " + wanted);
    }
  }
}
