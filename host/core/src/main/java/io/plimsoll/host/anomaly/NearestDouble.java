package io.plimsoll.host.anomaly;

import io.plimsoll.api.engine.DailySums;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Turns exact sums into the doubles that detectors judge: the same as {@link BigDecimal#doubleValue}, whatever the scale,
 * without making numbers of text. It is the one place where money becomes floating-point. Pure.
 */
final class NearestDouble {
  /** Larger scales are left to the JDK. */
  private static final int MOST_SCALE = 60;

  /** Whole numbers up to this are exact doubles. */
  private static final long MOST_EXACT = 1L << 53;

  /** Powers of ten up to this one are exact doubles. */
  private static final int MOST_EXACT_SCALE = 22;

  private static final double TWO_TO_64 = 0x1p64;
  private static final double[] TENS = new double[MOST_SCALE + 1];

  /** What is missing to the power of ten, beyond the digits of a double. */
  private static final double[] REST_OF_TENS = new double[MOST_SCALE + 1];

  static {
    for (int scale = 0; scale <= MOST_SCALE; scale++) {
      BigDecimal exact = BigDecimal.ONE.scaleByPowerOfTen(scale);
      TENS[scale] = exact.doubleValue();
      REST_OF_TENS[scale] = exact.subtract(new BigDecimal(TENS[scale]), MathContext.UNLIMITED).doubleValue();
    }
  }

  private NearestDouble() {}

  /** The sum at a place of a day. */
  static double of(DailySums.Day day, int place) {
    long low = day.low()[place];
    long high = day.high() == null ? low >> Long.SIZE - 1 : day.high()[place];
    boolean exactly = day.beyond().isEmpty() || !day.beyond().containsKey(place);
    return exactly && day.scale() <= MOST_SCALE && high > -MOST_EXACT && high < MOST_EXACT
        ? of(high, low, day.scale())
        : day.value(place).doubleValue();
  }

  /** The number as two doubles, divided by the power of ten as two doubles: 106 bits, of which 53 are wanted. */
  private static double of(long high, long low, int scale) {
    if (high == 0 && low >= 0 && low < MOST_EXACT && scale <= MOST_EXACT_SCALE) {
      return low / TENS[scale];
    }
    double upper;
    double rest;
    if (high == low >> Long.SIZE - 1) {
      upper = (double) (low >> 11) * 0x1p11;
      rest = low & 0x7ff;
    } else {
      double top = high * TWO_TO_64;
      double middle = (double) (low >>> 11) * 0x1p11;
      upper = top + middle;
      rest = top - upper + middle + (low & 0x7ff);
    }
    double sum = upper + rest;
    double error = upper - sum + rest;
    double tens = TENS[scale];
    double quotient = sum / tens;
    double remainder = Math.fma(-quotient, tens, sum) + error - quotient * REST_OF_TENS[scale];
    return quotient + remainder / tens;
  }
}
