package io.plimsoll.console.chart;

import io.plimsoll.console.chart.Chart.Tick;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Places values between top and bottom, with lines at round values.
 *
 * @param low the lowest line
 * @param high the highest line
 * @param step from line to line
 */
record Scale(BigDecimal low, BigDecimal high, BigDecimal step) {
  private static final int LINES = 4;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /** One that holds all of these, and zero. */
  static Scale holding(BigDecimal least, BigDecimal most) {
    BigDecimal bottom = least.min(BigDecimal.ZERO);
    BigDecimal top = most.max(BigDecimal.ZERO);
    if (top.compareTo(bottom) == 0) {
      top = BigDecimal.ONE;
    }
    BigDecimal step = round(top.subtract(bottom).divide(BigDecimal.valueOf(LINES), MathContext.DECIMAL64));
    return new Scale(
        bottom.divide(step, 0, RoundingMode.FLOOR).multiply(step),
        top.divide(step, 0, RoundingMode.CEILING).multiply(step),
        step);
  }

  /** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below this. */
  private static BigDecimal round(BigDecimal rough) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
    for (String factor : List.of("1", "2", "2.5", "5")) {
      BigDecimal step = power.multiply(new BigDecimal(factor));
      if (step.compareTo(rough) >= 0) {
        return step;
      }
    }
    return power.scaleByPowerOfTen(1);
  }

  BigDecimal y(BigDecimal value) {
    BigDecimal room = BigDecimal.valueOf(Chart.BOTTOM - Chart.TOP);
    return BigDecimal.valueOf(Chart.BOTTOM)
        .subtract(value.subtract(low).multiply(room).divide(high.subtract(low), 2, RoundingMode.HALF_EVEN));
  }

  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal value = low; value.compareTo(high) <= 0; value = value.add(step)) {
      ticks.add(new Tick(text(y(value)), words(value), value.signum() == 0));
    }
    return ticks;
  }

  /** A round value in few letters: 1.5 M, 20 k, 300. */
  static String words(BigDecimal value) {
    BigDecimal size = value.abs();
    if (size.compareTo(MILLION) >= 0) {
      return plain(value.divide(MILLION, 3, RoundingMode.HALF_EVEN)) + " M";
    }
    if (size.compareTo(THOUSAND) >= 0) {
      return plain(value.divide(THOUSAND, 3, RoundingMode.HALF_EVEN)) + " k";
    }
    return plain(value);
  }

  /** A length or place as SVG writes it. */
  static String text(BigDecimal length) {
    return plain(length.setScale(1, RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
