package io.plimsoll.generator.estate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A unit price of at most 18 digits.
 *
 * @param digits all digits as one number
 * @param scale how many of them are fraction
 */
public record Price(long digits, int scale, BigDecimal value) {
  /** Fraction digits at most: with eight more of a quantity, a cost has the 28 that Azure writes. */
  private static final int MOST_FRACTION = 20;

  static Price of(BigDecimal value) {
    int scale = Math.max(0, Math.min(MOST_FRACTION, value.scale()));
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    while (rounded.precision() > 18) {
      rounded = rounded.setScale(rounded.scale() - 1, RoundingMode.HALF_UP);
    }
    return new Price(rounded.unscaledValue().longValueExact(), rounded.scale(), rounded);
  }

  Price times(BigDecimal factor) {
    return of(value.multiply(factor));
  }
}
