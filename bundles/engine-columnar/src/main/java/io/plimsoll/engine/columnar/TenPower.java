package io.plimsoll.engine.columnar;

import java.math.BigInteger;

/**
 * Division of 128-bit numbers by a power of ten where it leaves no rest, without dividing.
 *
 * <p>A number is a multiple of ten to the n when it is one of two to the n, which its last bits tell, and of five to
 * the n. An odd number has an inverse modulo 2^128; multiplying by it divides exactly, and a number that is no
 * multiple ends above the largest quotient there can be (Granlund and Montgomery, "Division by invariant integers
 * using multiplication", 1994, section 9).
 */
final class TenPower {
  private static final TenPower[] ALL = new TenPower[Wide.MAX_POWER + 1];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = new TenPower(i);
    }
  }

  private final int exponent;
  private final long inverseHigh;
  private final long inverseLow;
  private final long limitHigh;
  private final long limitLow;

  private TenPower(int exponent) {
    this.exponent = exponent;
    BigInteger modulus = BigInteger.ONE.shiftLeft(128);
    BigInteger fives = BigInteger.valueOf(5).pow(exponent);
    BigInteger inverse = fives.modInverse(modulus);
    inverseHigh = inverse.shiftRight(64).longValue();
    inverseLow = inverse.longValue();
    BigInteger limit = modulus.subtract(BigInteger.ONE).divide(fives);
    limitHigh = limit.shiftRight(64).longValue();
    limitLow = limit.longValue();
  }

  /** Ten to this power, at most {@link Wide#MAX_POWER}. */
  static TenPower of(int exponent) {
    return ALL[exponent];
  }

  /** Whether a number, two's complement, is a multiple. */
  boolean divides(long high, long low) {
    if (high < 0) {
      low = -low;
      high = low == 0 ? -high : ~high;
    }
    int zeros = low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
    if (zeros < exponent) {
      return false;
    }
    long quotientHigh = timesInverseHigh(high, low);
    int order = Long.compareUnsigned(quotientHigh, limitHigh);
    return order < 0 || order == 0 && Long.compareUnsigned(low * inverseLow, limitLow) <= 0;
  }

  /** Divides multiples in place. */
  void divide(long[] high, long[] low, int count) {
    if (exponent == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      long bottom = low[i] >>> exponent | high[i] << 64 - exponent;
      long top = high[i] >> exponent;
      high[i] = timesInverseHigh(top, bottom);
      low[i] = bottom * inverseLow;
    }
  }

  private long timesInverseHigh(long high, long low) {
    // The upper half of an unsigned product from that of a signed one.
    long upper = Math.multiplyHigh(low, inverseLow) + (low >> 63 & inverseLow) + (inverseLow >> 63 & low);
    return upper + high * inverseLow + low * inverseHigh;
  }
}
