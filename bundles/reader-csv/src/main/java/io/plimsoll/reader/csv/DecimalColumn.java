package io.plimsoll.reader.csv;

import io.plimsoll.api.focus.DataQualityCode;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * A column of exact numbers.
 *
 * <p>Each value is kept with its own scale until the batch is whole; then all get the least scale that
 * holds them, in 128 bits, or in 256 when that takes more than 38 digits.
 */
final class DecimalColumn implements BatchColumn {
  /** 10 to the power 38, the first number a {@code DecimalVector} does not hold. */
  private static final long LIMIT_HIGH = 0x4b3b4ca85a86c47aL;
  private static final long LIMIT_LOW = 0x098a224000000000L;
  private static final int PRECISION = 38;
  private static final int PRECISION_256 = 76;
  private static final int BYTES = 16;

  private final CsvField field;
  private final BufferAllocator allocator;
  private final DecimalText number = new DecimalText();
  private final Validity validity = new Validity();
  private final long[] highs = new long[BATCH_ROWS];
  private final long[] lows = new long[BATCH_ROWS];
  private final byte[] scales = new byte[BATCH_ROWS];
  private BigInteger @Nullable [] larges;
  private int maxScale;
  private byte[] values = new byte[BYTES * BATCH_ROWS];

  private @Nullable DecimalVector vector;
  private @Nullable Decimal256Vector vector256;

  DecimalColumn(CsvField field, BufferAllocator allocator) {
    this.field = field;
    this.allocator = allocator;
  }

  @Override
  public void read(CsvScanner block, int firstRow, int count, int batchRow) {
    byte[] bytes = block.bytes;
    int max = maxScale;
    for (int i = 0; i < count; i++) {
      int row = firstRow + i;
      int at = batchRow + i;
      int from = block.from(row, field.index());
      int to = block.to(row, field.index());
      if (field.isNull(block, row, from, to)) {
        validity.makeNull(at);
        highs[at] = 0;
        lows[at] = 0;
        scales[at] = 0;
        continue;
      }
      String not = number.read(bytes, from, to);
      if (not != null || number.hadExponent || number.wasRounded || number.large != null) {
        special(block, row, from, to, at, not);
      }
      highs[at] = number.high;
      lows[at] = number.low;
      scales[at] = (byte) number.scale;
      max = Math.max(max, number.scale);
    }
    maxScale = max;
  }

  private void special(CsvScanner block, int blockRow, int from, int to, int at, @Nullable String not) {
    long row = block.rowsBefore() + blockRow + 1;
    if (not != null) {
      throw field.bad(
          row,
          Findings.text(block.bytes, from, to - from),
          not,
          "Numbers are written with a point and without separators of thousands, such as -1234.5.");
    }
    if (number.hadExponent) {
      field.met(DataQualityCode.NUMBER_WITH_EXPONENT, row, block.bytes, from, to - from);
    }
    if (number.wasRounded) {
      field.met(DataQualityCode.NUMBER_ROUNDED, row, block.bytes, from, to - from);
    }
    if (number.large != null) {
      if (larges == null) {
        larges = new BigInteger[BATCH_ROWS];
      }
      larges[at] = number.large;
    }
  }

  @Override
  public FieldVector finish(int rows) {
    BaseFixedWidthVector target;
    if (larges == null && fill(rows)) {
      target = vector(maxScale);
      write(target, rows, BYTES);
    } else {
      fill256(rows);
      target = vector256(maxScale);
      write(target, rows, 2 * BYTES);
    }
    larges = null;
    maxScale = 0;
    return target;
  }

  private void write(BaseFixedWidthVector target, int rows, int width) {
    if (target.getValueCapacity() < rows) {
      target.allocateNew(BATCH_ROWS);
    }
    target.getDataBuffer().setBytes(0, values, 0, (long) width * rows);
    validity.finish(target.getValidityBuffer(), rows);
    target.setValueCount(rows);
  }

  /** Writes all values with the batch's scale in 128 bits; answers false when one needs more. */
  private boolean fill(int rows) {
    for (int row = 0; row < rows; row++) {
      long low = lows[row];
      long high = highs[row];
      int by = maxScale - scales[row];
      if (high == low >> 63 && by <= 18) {
        long power = DecimalText.power(by);
        Words.put(values, BYTES * row, low * power);
        Words.put(values, BYTES * row + 8, Math.multiplyHigh(low, power));
      } else if (!putScaled(BYTES * row, high, low, by)) {
        return false;
      }
    }
    return true;
  }

  private boolean putScaled(int at, long valueHigh, long valueLow, int by) {
    boolean negative = valueHigh < 0;
    long high = negative ? (valueLow == 0 ? -valueHigh : ~valueHigh) : valueHigh;
    long low = negative ? -valueLow : valueLow;
    for (int left = by; left > 0; left -= 18) {
      long power = DecimalText.power(Math.min(left, 18));
      long carry = Math.multiplyHigh(low, power) + (low >> 63 & power);
      long top = high * power;
      if (Math.multiplyHigh(high, power) != 0 || top < 0 || top + carry < 0) {
        return false;
      }
      high = top + carry;
      low *= power;
    }
    if (high < 0 || high > LIMIT_HIGH || high == LIMIT_HIGH && Long.compareUnsigned(low, LIMIT_LOW) >= 0) {
      return false;
    }
    Words.put(values, at, negative ? -low : low);
    Words.put(values, at + 8, negative ? (low == 0 ? -high : ~high) : high);
    return true;
  }

  private void fill256(int rows) {
    if (values.length < 2 * BYTES * BATCH_ROWS) {
      values = new byte[2 * BYTES * BATCH_ROWS];
    }
    for (int row = 0; row < rows; row++) {
      BigInteger value =
          larges != null && larges[row] != null
              ? larges[row]
              : BigInteger.valueOf(highs[row]).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(lows[row])));
      byte[] bigEndian = value.multiply(BigInteger.TEN.pow(maxScale - scales[row])).toByteArray();
      int at = 2 * BYTES * row;
      Arrays.fill(values, at, at + 2 * BYTES, (byte) (value.signum() < 0 ? -1 : 0));
      for (int i = 0; i < bigEndian.length; i++) {
        values[at + i] = bigEndian[bigEndian.length - 1 - i];
      }
    }
  }

  private DecimalVector vector(int scale) {
    if (vector == null || vector.getScale() != scale) {
      close();
      vector = new DecimalVector(field.name(), allocator, PRECISION, scale);
    }
    return vector;
  }

  private Decimal256Vector vector256(int scale) {
    if (vector256 == null || vector256.getScale() != scale) {
      close();
      vector256 = new Decimal256Vector(field.name(), allocator, PRECISION_256, scale);
    }
    return vector256;
  }

  @Override
  public void close() {
    if (vector != null) {
      vector.close();
      vector = null;
    }
    if (vector256 != null) {
      vector256.close();
      vector256 = null;
    }
  }
}
