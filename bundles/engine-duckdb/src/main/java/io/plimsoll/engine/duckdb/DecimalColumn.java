package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.export.Batch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Amounts, brought to the scale of their column without rounding.
 *
 * <p>An amount of 38 digits goes to DuckDB as two signed numbers of 64 bits: {@code high} times 2^64 plus {@code low}.
 * {@link #expression} multiplies them together and then by one unit of the last place, which DuckDB does on the whole
 * numbers behind its decimals: nothing is rounded, and what is too large for 38 digits is an error.
 */
final class DecimalColumn implements ColumnCopy {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DIGITS = 38;
  private static final BigInteger LIMIT = BigInteger.TEN.pow(DIGITS);
  // 2^63 times the largest of these powers is below 10^38, so a product of the two always fits.
  private static final int SMALL_POWERS = 19;
  private static final long[] POWERS = new long[SMALL_POWERS];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < SMALL_POWERS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final Column column;
  private final int vector;
  private final int highTarget;
  private final int lowTarget;
  private byte[] validity = {};
  private byte[] values = {};
  private int shift;
  private int batchScale;
  private @Nullable Decimal256Vector wide;
  private long high;
  private long low;

  /**
   * @param highTarget where the high half goes, or -1
   * @param lowTarget where the low half goes, or -1
   */
  DecimalColumn(Column column, int vector, int highTarget, int lowTarget) {
    this.column = column;
    this.vector = vector;
    this.highTarget = highTarget;
    this.lowTarget = lowTarget;
  }

  static String expression(String high, String low, int scale) {
    String whole = "CAST(CAST(" + high + " AS HUGEINT) * 18446744073709551616 + " + low + " AS DECIMAL(38,0))";
    return scale == 0
        ? whole
        : whole + " * CAST('" + BigDecimal.ONE.movePointLeft(scale).toPlainString() + "' AS DECIMAL(" + scale + ','
            + scale + "))";
  }

  @Override
  public void use(Batch batch) {
    FieldVector source = batch.columns().getVector(vector);
    validity = ColumnCopy.validity(source);
    if (source instanceof DecimalVector narrow) {
      wide = null;
      batchScale = narrow.getScale();
      values = new byte[16 * narrow.getValueCount()];
      narrow.getDataBuffer().getBytes(0, values);
    } else if (source instanceof Decimal256Vector other) {
      wide = other;
      batchScale = other.getScale();
    } else {
      throw SplitScan.unexpected(column.name(), source);
    }
    shift = column.scale() - batchScale;
  }

  @Override
  public void write(int firstRow, int rows, DuckDBDataChunkWriter chunk) {
    DuckDBWritableVector highs = highTarget < 0 ? null : chunk.vector(highTarget);
    DuckDBWritableVector lows = lowTarget < 0 ? null : chunk.vector(lowTarget);
    for (int i = 0; i < rows; i++) {
      boolean present = !ColumnCopy.isNull(validity, firstRow + i);
      if (present) {
        load(firstRow + i);
      }
      if (highs != null) {
        if (present) {
          highs.setLong(i, low < 0 ? high + 1 : high);
        } else {
          highs.setNull(i);
        }
      }
      if (lows != null) {
        if (present) {
          lows.setLong(i, low);
        } else {
          lows.setNull(i);
        }
      }
    }
  }

  private void load(int row) {
    if (wide != null) {
      loadExactly(wide.getObject(row));
      return;
    }
    low = (long) LONG.get(values, 16 * row);
    high = (long) LONG.get(values, 16 * row + 8);
    if (shift == 0) {
      return;
    }
    // Most amounts of an export have 64 bits and few digits; what needs more takes the slow way.
    if (shift > 0 && shift < SMALL_POWERS && high == low >> 63) {
      long power = POWERS[shift];
      high = Math.multiplyHigh(low, power);
      low *= power;
      return;
    }
    loadExactly(amount(row));
  }

  private BigDecimal amount(int row) {
    byte[] bigEndian = new byte[16];
    for (int i = 0; i < 16; i++) {
      bigEndian[i] = values[16 * row + 15 - i];
    }
    return new BigDecimal(new BigInteger(bigEndian), batchScale);
  }

  private void loadExactly(BigDecimal amount) {
    BigInteger unscaled;
    try {
      unscaled = amount.setScale(column.scale(), RoundingMode.UNNECESSARY).unscaledValue();
    } catch (ArithmeticException e) {
      throw doesNotFit(amount, e);
    }
    if (unscaled.abs().compareTo(LIMIT) >= 0) {
      throw doesNotFit(amount, null);
    }
    high = unscaled.shiftRight(64).longValueExact();
    low = unscaled.longValue();
  }

  private PlimsollException doesNotFit(BigDecimal amount, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID,
        "Column " + column.name() + " holds " + amount.toPlainString() + doesNotFit(column) + '.',
        "Leave the column out of the statement, or ask with a period that does not hold the value.",
        cause);
  }

  /** The words for an amount that does not fit; behind the amount, before the full stop. */
  static String doesNotFit(Column column) {
    return ", which does not fit DECIMAL(" + DIGITS + ',' + column.scale() + ')';
  }
}
