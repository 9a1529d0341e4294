package io.plimsoll.engine.columnar;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Whole numbers of 128 bits as pairs of longs, two's complement. */
final class Wide {
  /** The largest power of ten in a long. */
  static final int MAX_POWER = 18;

  private static final long[] POWERS = new long[MAX_POWER + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Wide() {}

  /** Ten to this power, at most {@link #MAX_POWER}. */
  static long power(int exponent) {
    return POWERS[exponent];
  }

  /** How many bits a value needs without its sign. */
  static int bits(long high, long low) {
    if (high < 0) {
      high = ~high;
      low = ~low;
    }
    return high == 0 ? 64 - Long.numberOfLeadingZeros(low) : 128 - Long.numberOfLeadingZeros(high);
  }

  /** How many bits ten to this power needs, rounded up. */
  static int bitsOfPower(int exponent) {
    return (exponent * 3_322 + 999) / 1_000 + (exponent == 0 ? 0 : 1);
  }

  /** The upper half of a product; the lower half is {@code low * factor}. The factor is not negative. */
  static long timesHigh(long high, long low, long factor) {
    return high * factor + Math.multiplyHigh(low, factor) + ((low >> 63) & factor);
  }

  /** Whether a product surely fits; answers false for some that would. */
  static boolean timesFits(long high, long low, long factor) {
    return bits(high, low) + 64 - Long.numberOfLeadingZeros(factor) <= 127;
  }

  static BigInteger big(long high, long low) {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    return BigInteger.valueOf(high).shiftLeft(64).add(unsigned(low));
  }

  static boolean fits(BigInteger value) {
    return value.bitLength() <= 127;
  }

  static long high(BigInteger value) {
    return value.shiftRight(64).longValue();
  }

  /** The value without needless fraction digits, never in exponent form. */
  static BigDecimal decimal(BigInteger unscaled, int scale) {
    return canonical(new BigDecimal(unscaled, scale));
  }

  static BigDecimal canonical(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static BigInteger unsigned(long low) {
    BigInteger value = BigInteger.valueOf(low & Long.MAX_VALUE);
    return low < 0 ? value.setBit(63) : value;
  }
}
