package io.plimsoll.console.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as people read them: amounts with two digits, times in UTC. */
public final class Show {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int KIBI = 1024;
  private static final int GROUP = 3;

  private Show() {}

  /** An amount, rounded to two digits. */
  public static String amount(BigDecimal value) {
    return format(2, value);
  }

  /** An amount with its sign. */
  public static String signed(BigDecimal value) {
    return (value.signum() > 0 ? "+" : "") + amount(value);
  }

  /** How much more one is than the other, in per cent; words where there is no such number. */
  public static String change(BigDecimal now, @Nullable BigDecimal before) {
    if (before == null) {
      return "";
    }
    if (before.signum() == 0) {
      return now.signum() == 0 ? "0.0 %" : "new";
    }
    if (now.signum() == 0) {
      return "gone";
    }
    BigDecimal share = now.subtract(before).multiply(HUNDRED).divide(before.abs(), 1, RoundingMode.HALF_EVEN);
    return (share.signum() > 0 ? "+" : "") + format(1, share) + " %";
  }

  /** Which way it went, as a class of the style. */
  public static String direction(BigDecimal difference) {
    return difference.signum() > 0 ? "up" : difference.signum() < 0 ? "down" : "same";
  }

  /** A part of a whole in per cent, from 0 to 100; for the length of a bar. */
  public static String share(BigDecimal part, BigDecimal whole) {
    return whole.signum() <= 0 || part.signum() <= 0
        ? "0"
        : part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_EVEN).min(HUNDRED).toPlainString();
  }

  /** A whole number with its thousands apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: one run, two runs. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** A size in the largest unit that leaves a digit before the point. */
  public static String bytes(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = 0;
    BigDecimal size = BigDecimal.valueOf(bytes);
    while (size.compareTo(BigDecimal.valueOf(KIBI)) >= 0 && unit < units.length - 1) {
      size = size.divide(BigDecimal.valueOf(KIBI), 1, RoundingMode.HALF_EVEN);
      unit++;
    }
    return size.toPlainString() + " " + units[unit];
  }

  /** A time, to the minute. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** A month in words. */
  public static String month(LocalDate day) {
    return MONTH.format(day);
  }

  /** A duration in one unit. */
  public static String duration(Duration time) {
    return time.toMillis() < 1_000 ? time.toMillis() + " ms" : time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
  }

  /** A rhythm in the largest unit that fits it: 6 hours. */
  public static String every(Duration time) {
    long minutes = Math.max(1, time.toMinutes());
    return minutes % (24 * 60) == 0
        ? count(minutes / (24 * 60), "day", "days")
        : minutes % 60 == 0 ? count(minutes / 60, "hour", "hours") : count(minutes, "minute", "minutes");
  }

  /** The name of a constant in words: {@code NEW_CHARGE} is new charge. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** With its thousands apart; by hand, since a page has dozens of them and a {@code DecimalFormat} serves one thread. */
  private static String format(int digits, BigDecimal value) {
    StringBuilder text = new StringBuilder(value.setScale(digits, RoundingMode.HALF_EVEN).toPlainString());
    int first = text.charAt(0) == '-' ? 1 : 0;
    for (int at = text.indexOf(".") - GROUP; at > first; at -= GROUP) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
