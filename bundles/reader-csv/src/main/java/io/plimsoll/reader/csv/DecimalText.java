package io.plimsoll.reader.csv;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one decimal number exactly: its digits as a 128-bit integer, and how many of them are fraction.
 *
 * <p>Up to 18 digits go through a {@code long}, up to 36 through two; what is longer or has an exponent
 * goes through {@link BigDecimal}. Zeros that end the fraction do not count.
 */
final class DecimalText {
  /** The most fraction digits kept. */
  static final int MAX_SCALE = 38;
  private static final int MAX_WHOLE_DIGITS = 38;
  private static final int MAX_LENGTH = 1000;
  private static final long[] POWERS = new long[19];
  private static final long ZEROS = 0x3030303030303030L;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  /** The digits without a point, 128 bits in two's complement; only when {@link #large} is {@code null}. */
  long high;
  long low;
  /** The digits when they take more than 127 bits. */
  @Nullable BigInteger large;
  /** How many of the digits are fraction, 0 to {@link #MAX_SCALE}. */
  int scale;
  boolean hadExponent;
  boolean wasRounded;

  /** 10 to the power n, for n up to 18. */
  static long power(int n) {
    return POWERS[n];
  }

  /**
   * Reads the number; up to 8 bytes behind it may be looked at.
   *
   * @return {@code null} when it was read, or what it is not
   */
  @Nullable String read(byte[] bytes, int from, int to) {
    hadExponent = false;
    wasRounded = false;
    large = null;
    int at = from;
    boolean negative = bytes[at] == '-';
    if (negative || bytes[at] == '+') {
      at++;
    }
    int wholeFrom = at;
    long value = 0;
    int digit;
    while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      at++;
    }
    int digits = at - wholeFrom;
    int fraction = 0;
    if (at < to) {
      if (bytes[at] != '.') {
        return readSlowly(bytes, from, to);
      }
      int fractionFrom = at + 1;
      int last = to;
      while (last > fractionFrom && bytes[last - 1] == '0') {
        last--;
      }
      digits += to - fractionFrom;
      fraction = last - fractionFrom;
      if (at - wholeFrom + fraction > 18) {
        return digits > 36 ? readSlowly(bytes, from, to) : readWide(bytes, from, wholeFrom, at, last, to, negative);
      }
      at = fractionFrom;
      for (; last - at >= Long.BYTES; at += Long.BYTES) {
        long word = Words.get(bytes, at);
        if (!areDigits(word)) {
          return readSlowly(bytes, from, to);
        }
        value = value * 100_000_000L + eightDigits(word);
      }
      int rest = last - at;
      if (rest > 0) {
        // The digits move to the end of the word, where they count least; zeros lead.
        long word = Words.get(bytes, at) << (64 - 8 * rest) | ZEROS >>> (8 * rest);
        if (!areDigits(word)) {
          return readSlowly(bytes, from, to);
        }
        value = value * POWERS[rest] + eightDigits(word);
      }
    } else if (digits > 18) {
      return digits > 36 ? readSlowly(bytes, from, to) : readWide(bytes, from, wholeFrom, to, to, to, negative);
    }
    if (digits == 0) {
      return "a number";
    }
    low = negative ? -value : value;
    high = low >> 63;
    scale = fraction;
    return null;
  }

  /** Reads 19 to 36 digits without an exponent: the first up to 18 that count and those behind them. */
  private @Nullable String readWide(
      byte[] bytes, int from, int wholeFrom, int point, int last, int to, boolean negative) {
    long first = 0;
    long second = 0;
    int secondDigits = 0;
    for (int at = wholeFrom; at < last; at++) {
      if (at == point) {
        continue;
      }
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return readSlowly(bytes, from, to);
      }
      if (first < POWERS[17]) {
        first = first * 10 + digit;
      } else {
        second = second * 10 + digit;
        secondDigits++;
      }
    }
    if (secondDigits > 18) {
      return readSlowly(bytes, from, to);
    }
    // first * 10^n + second, both below 10^18: at most 120 bits.
    long product = first * POWERS[secondDigits];
    low = product + second;
    high = Math.multiplyHigh(first, POWERS[secondDigits]) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    if (negative) {
      high = low == 0 ? -high : ~high;
      low = -low;
    }
    scale = Math.max(0, last - point - 1);
    return null;
  }

  private @Nullable String readSlowly(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return "a number of at most " + MAX_LENGTH + " characters";
    }
    BigDecimal value;
    try {
      // One character a byte: digits of other scripts, which BigDecimal would take, become what it refuses.
      value = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      return "a number";
    }
    for (int at = from; at < to; at++) {
      hadExponent |= (bytes[at] | 0x20) == 'e';
    }
    long wholeDigits = (long) value.precision() - value.scale();
    if (value.signum() == 0) {
      value = BigDecimal.ZERO;
    } else if (wholeDigits > MAX_WHOLE_DIGITS) {
      return "a number of at most " + MAX_WHOLE_DIGITS + " digits before the point";
    } else if (wholeDigits < -MAX_SCALE) {
      value = BigDecimal.ZERO;
      wasRounded = true;
    } else {
      BigDecimal kept = value.setScale(Math.max(0, Math.min(MAX_SCALE, value.scale())), RoundingMode.HALF_EVEN);
      wasRounded = kept.compareTo(value) != 0;
      value = kept.signum() == 0 ? BigDecimal.ZERO : kept.stripTrailingZeros();
      value = value.scale() < 0 ? value.setScale(0) : value;
    }
    BigInteger digits = value.unscaledValue();
    scale = value.scale();
    low = digits.longValue();
    high = digits.shiftRight(64).longValue();
    large = digits.bitLength() > 127 ? digits : null;
    return null;
  }

  private static boolean areDigits(long word) {
    return ((word + 0x4646464646464646L | word - ZEROS) & Words.HIGH) == 0;
  }

  private static long eightDigits(long word) {
    long pairs = (word - ZEROS) * 10 + (word - ZEROS >>> 8);
    return ((pairs & 0x000000ff000000ffL) * 0x000f424000000064L
            + (pairs >>> 16 & 0x000000ff000000ffL) * 0x0000271000000001L)
        >>> 32;
  }
}
