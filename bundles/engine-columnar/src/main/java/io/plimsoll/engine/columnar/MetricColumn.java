package io.plimsoll.engine.columnar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** The values of one metric in a chunk of rows, as whole numbers of one scale. One thread. */
final class MetricColumn {
  final long[] low = new long[RowChunk.ROWS];
  final long[] high = new long[RowChunk.ROWS];

  /** Values that need more than 128 bits, by row; {@code null} when there are none. */
  @Nullable BigInteger @Nullable [] huge;

  /** Fraction digits of the values read last; never negative. */
  int scale;

  private final String name;
  private final byte[] bytes = new byte[RowChunk.ROWS * 32];
  private final byte[] validity = new byte[RowChunk.ROWS / 8 + 1];
  private @Nullable FieldVector vector;
  private int vectorScale;
  private int wantedScale;

  MetricColumn(String name) {
    this.name = name;
  }

  void bind(FieldVector column) {
    if (column instanceof DecimalVector narrow) {
      vectorScale = narrow.getScale();
    } else if (column instanceof Decimal256Vector larger) {
      vectorScale = larger.getScale();
    } else {
      throw Inputs.wrongVector(name, column);
    }
    vector = column;
    wantedScale = ownScale();
  }

  /** Fraction digits that the values of the batch bound last have of their own; never negative. */
  int ownScale() {
    return Math.max(0, vectorScale);
  }

  /** Has the values of the batch bound last brought to a scale no smaller than their own. */
  void want(int largerScale) {
    wantedScale = largerScale;
  }

  /** Reads some rows of the batch bound last; a null is zero. {@code from} is a multiple of eight. */
  void read(int from, int rows) {
    readOwn(from, rows);
    scale = ownScale();
    if (wantedScale > scale) {
      raise(rows, wantedScale - scale);
      scale = wantedScale;
    }
  }

  private void readOwn(int from, int rows) {
    FieldVector column = Objects.requireNonNull(vector);
    huge = null;
    if (column.getNullCount() == column.getValueCount()) {
      Arrays.fill(low, 0, rows, 0);
      Arrays.fill(high, 0, rows, 0);
      return;
    }
    int size = column instanceof DecimalVector ? 16 : 32;
    column.getDataBuffer().getBytes((long) from * size, bytes, 0, rows * size);
    if (column.getNullCount() > 0) {
      column.getValidityBuffer().getBytes(from / 8, validity, 0, (rows + 7) / 8);
      for (int i = 0; i < rows; i++) {
        if ((validity[i >> 3] >> (i & 7) & 1) == 0) {
          Arrays.fill(bytes, i * size, (i + 1) * size, (byte) 0);
        }
      }
    }
    if (vectorScale < 0) {
      scaleUp(rows, size);
    } else if (size == 16) {
      readNarrow(rows);
    } else {
      readLarge(rows);
    }
  }

  private void readNarrow(int rows) {
    for (int i = 0; i < rows; i++) {
      low[i] = LittleEndian.getLong(bytes, i * 16);
      high[i] = LittleEndian.getLong(bytes, i * 16 + 8);
    }
  }

  private void readLarge(int rows) {
    for (int i = 0; i < rows; i++) {
      long bottom = LittleEndian.getLong(bytes, i * 32);
      long top = LittleEndian.getLong(bytes, i * 32 + 8);
      long sign = top >> 63;
      if (LittleEndian.getLong(bytes, i * 32 + 16) == sign && LittleEndian.getLong(bytes, i * 32 + 24) == sign) {
        low[i] = bottom;
        high[i] = top;
      } else {
        set(i, rows, unscaled(i, 32));
      }
    }
  }

  /** A vector of a negative scale holds multiples of a power of ten. */
  private void scaleUp(int rows, int size) {
    for (int i = 0; i < rows; i++) {
      set(i, rows, new BigDecimal(unscaled(i, size), vectorScale).setScale(0).unscaledValue());
    }
  }

  private void raise(int rows, int digits) {
    long factor = digits <= Wide.MAX_POWER ? Wide.power(digits) : 0;
    @Nullable BigInteger[] tooLarge = huge;
    for (int i = 0; i < rows; i++) {
      if (tooLarge != null && tooLarge[i] != null) {
        tooLarge[i] = tooLarge[i].multiply(BigInteger.TEN.pow(digits));
      } else if (factor > 0 && Wide.timesFits(high[i], low[i], factor)) {
        high[i] = Wide.timesHigh(high[i], low[i], factor);
        low[i] *= factor;
      } else {
        set(i, rows, Wide.big(high[i], low[i]).multiply(BigInteger.TEN.pow(digits)));
      }
    }
  }

  private void set(int row, int rows, BigInteger value) {
    if (Wide.fits(value)) {
      low[row] = value.longValue();
      high[row] = Wide.high(value);
      return;
    }
    huge = huge == null ? new BigInteger[rows] : huge;
    huge[row] = value;
    low[row] = 0;
    high[row] = 0;
  }

  private BigInteger unscaled(int row, int size) {
    byte[] bigEndian = new byte[size];
    for (int i = 0; i < size; i++) {
      bigEndian[size - 1 - i] = bytes[row * size + i];
    }
    return new BigInteger(bigEndian);
  }
}
