package io.plimsoll.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them: grouped by thousands and rounded. Programs get {@link Exact}. */
final class Figures {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** How many fraction digits a column of amounts needs: 2, or 4 when all of them are below one. */
  static int digits(Collection<BigDecimal> amounts) {
    return amounts.stream().allMatch(a -> a.abs().compareTo(BigDecimal.ONE) < 0) ? 4 : 2;
  }

  /** An amount, grouped; one that would round to nothing says so instead. */
  static String amount(BigDecimal value, int digits) {
    BigDecimal rounded = value.setScale(digits, RoundingMode.HALF_UP);
    if (rounded.signum() == 0 && value.signum() != 0) {
      String least = BigDecimal.ONE.movePointLeft(digits).toPlainString();
      return value.signum() > 0 ? "<" + least : ">-" + least;
    }
    return grouped(digits).format(rounded);
  }

  static String amount(BigDecimal value) {
    return amount(value, digits(java.util.List.of(value)));
  }

  /** A number with every digit, the whole part grouped. */
  static String exact(BigDecimal value) {
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return grouped(Math.max(plain.scale(), 0)).format(plain);
  }

  static String count(long number) {
    return grouped(0).format(number);
  }

  /** A number and its noun: {@code 1 part}, {@code 3 parts}. */
  static String count(long number, String noun) {
    boolean y = noun.endsWith("y");
    return count(number) + " " + (number == 1 ? noun : y ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
  }

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double size = bytes;
    String[] units = {"kB", "MB", "GB", "TB"};
    int unit = -1;
    while (size >= 999.5 && unit < units.length - 1) {
      size /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
  }

  /** The change in per cent with its sign; {@code new} from nothing, empty when there is no change to speak of. */
  static String change(BigDecimal now, @Nullable BigDecimal before) {
    if (before == null || before.signum() == 0) {
      return now.signum() == 0 ? "" : "new";
    }
    BigDecimal percent =
        now.subtract(before).multiply(HUNDRED).divide(before.abs(), MathContext.DECIMAL32);
    BigDecimal rounded = percent.setScale(1, RoundingMode.HALF_UP);
    if (rounded.abs().compareTo(BigDecimal.valueOf(1_000)) >= 0) {
      rounded = rounded.setScale(0, RoundingMode.HALF_UP);
    }
    return (rounded.signum() > 0 ? "+" : "") + grouped(rounded.scale()).format(rounded) + " %";
  }

  static String time(@Nullable Instant time) {
    return time == null ? "" : MINUTE.format(time);
  }

  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  private static DecimalFormat grouped(int digits) {
    DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format;
  }
}
