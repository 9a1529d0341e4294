package io.plimsoll.generator.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The exact numbers of one measure, row by row.
 *
 * <p>A number is {@code (high * 10^18 + low) / 10^scale}; both parts have the number's sign. What has more
 * than 36 digits is held as {@code BigDecimal} beside.
 */
public final class Amounts {
  /** The unit of the high part. */
  public static final long UNIT = 1_000_000_000_000_000_000L;
  /** The scale of a null. */
  public static final byte NULL = -1;
  /** The scale that says: ask {@link #value}. */
  public static final byte WIDE = -2;

  private static final long BILLION = 1_000_000_000L;
  private static final BigInteger BIG_UNIT = BigInteger.valueOf(UNIT);
  private static final long[] POWERS = powers();

  private final long[] high;
  private final long[] low;
  private final byte[] scale;
  private final @Nullable BigDecimal[] wide;

  /** Room for so many rows. */
  public Amounts(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
    scale = new byte[capacity];
    wide = new BigDecimal[capacity];
  }

  /** The high part of a row's number. */
  public long high(int row) {
    return high[row];
  }

  /** The low part of a row's number. */
  public long low(int row) {
    return low[row];
  }

  /** The fraction digits of a row's number, {@link #NULL} or {@link #WIDE}. */
  public byte scale(int row) {
    return scale[row];
  }

  /** The row has no number. */
  public void setNull(int row) {
    scale[row] = NULL;
  }

  /** The row's number is zero. */
  public void setZero(int row) {
    high[row] = 0;
    low[row] = 0;
    scale[row] = 0;
  }

  /** The row's number is that of another measure. */
  public void copy(int row, Amounts from, int fromRow) {
    high[row] = from.high[fromRow];
    low[row] = from.low[fromRow];
    scale[row] = from.scale[fromRow];
    wide[row] = from.wide[fromRow];
  }

  /** The row's number is this one, rounded half up when it is finer than {@code maxScale}. */
  public void set(int row, @Nullable BigDecimal number, int maxScale) {
    if (number == null) {
      setNull(row);
      return;
    }
    BigDecimal rounded = number.scale() > maxScale ? number.setScale(maxScale, RoundingMode.HALF_UP) : number;
    if (rounded.scale() < 0) {
      rounded = rounded.setScale(0);
    }
    if (rounded.precision() > 36) {
      scale[row] = WIDE;
      wide[row] = rounded;
      return;
    }
    BigInteger[] parts = rounded.unscaledValue().divideAndRemainder(BIG_UNIT);
    high[row] = parts[0].longValueExact();
    low[row] = parts[1].longValueExact();
    scale[row] = (byte) rounded.scale();
  }

  /**
   * The row's number is the product of two numbers below 10^18, exactly, rounded half up only when it is
   * finer than {@code maxScale}.
   */
  public void product(int row, long a, int scaleOfA, long b, int scaleOfB, int maxScale) {
    boolean negative = a < 0 != b < 0;
    long left = Math.abs(a);
    long right = Math.abs(b);
    long a1 = left / BILLION;
    long a0 = left - a1 * BILLION;
    long b1 = right / BILLION;
    long b0 = right - b1 * BILLION;
    long bottom = a0 * b0;
    long middle = a0 * b1 + a1 * b0;
    long middleHigh = middle / BILLION;
    long lowPart = (middle - middleHigh * BILLION) * BILLION + bottom;
    long highPart = a1 * b1 + middleHigh;
    if (lowPart >= UNIT) {
      lowPart -= UNIT;
      highPart++;
    }
    int digits = scaleOfA + scaleOfB;
    if (digits > maxScale) {
      round(row, highPart, lowPart, digits - maxScale, negative);
      digits = maxScale;
    } else {
      high[row] = negative ? -highPart : highPart;
      low[row] = negative ? -lowPart : lowPart;
    }
    scale[row] = (byte) (highPart == 0 && lowPart == 0 ? 0 : digits);
  }

  private void round(int row, long highPart, long lowPart, int drop, boolean negative) {
    long h = highPart;
    long l = lowPart;
    int left = drop;
    long lastDigits = 0;
    long lastPower = 1;
    while (left > 0) {
      int step = Math.min(left, 9);
      long power = POWERS[step];
      // long division, nine digits a limb: remainder * 10^9 + limb stays below 2^63
      long h1 = h / BILLION;
      long h0 = h % BILLION;
      long l1 = l / BILLION;
      long l0 = l % BILLION;
      long rest = h1 % power;
      long q3 = h1 / power;
      long t = rest * BILLION + h0;
      long q2 = t / power;
      t = t % power * BILLION + l1;
      long q1 = t / power;
      t = t % power * BILLION + l0;
      long q0 = t / power;
      lastDigits = t % power;
      lastPower = power;
      h = q3 * BILLION + q2;
      l = q1 * BILLION + q0;
      left -= step;
    }
    if (lastDigits * 2 >= lastPower && ++l == UNIT) {
      l = 0;
      h++;
    }
    high[row] = negative ? -h : h;
    low[row] = negative ? -l : l;
  }

  /** The row's number, or {@code null}. */
  public @Nullable BigDecimal value(int row) {
    return switch (scale[row]) {
      case NULL -> null;
      case WIDE -> wide[row];
      default -> decimal(high[row], low[row], scale[row]);
    };
  }

  /** Ten to a power from 0 to 18. */
  public static long power(int exponent) {
    return POWERS[exponent];
  }

  /** The number these parts hold. */
  public static BigDecimal decimal(long high, long low, int scale) {
    return new BigDecimal(BigInteger.valueOf(high).multiply(BIG_UNIT).add(BigInteger.valueOf(low)), scale);
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
