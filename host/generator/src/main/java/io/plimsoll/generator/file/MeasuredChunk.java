package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Amounts;
import io.plimsoll.generator.table.Batch;
import io.plimsoll.generator.table.Measure;
import java.io.IOException;

/** Encodes a column of computed numbers, PLAIN. */
final class MeasuredChunk {
  private static final int SCALE = 18;

  private final String name;
  private final Measure measure;
  private final ParquetType type;

  MeasuredChunk(String name, Measure measure, ParquetType type) {
    this.name = name;
    this.measure = measure;
    this.type = type;
  }

  ColumnChunk write(Batch batch, PageCompressor compressor) throws IOException {
    Amounts amounts = batch.amounts(measure);
    ColumnChunk chunk = new ColumnChunk(type, compressor, name);
    int[] present = new int[ColumnChunk.PAGE_ROWS];
    for (int from = 0; from < batch.rows(); from += ColumnChunk.PAGE_ROWS) {
      int to = Math.min(batch.rows(), from + ColumnChunk.PAGE_ROWS);
      int count = 0;
      for (int row = from; row < to; row++) {
        present[row - from] = amounts.scale(row) == Amounts.NULL ? 0 : 1;
        count += present[row - from];
      }
      Bytes body = new Bytes(count * 16 + 64);
      ColumnChunk.levels(body, present, 0, to - from, 1);
      for (int row = from; row < to; row++) {
        if (present[row - from] == 1) {
          plain(body, amounts, row);
        }
      }
      chunk.dataPage(body, to - from, to - from - count, ColumnChunk.PLAIN);
    }
    return chunk;
  }

  private void plain(Bytes body, Amounts amounts, int row) {
    int scale = amounts.scale(row);
    long low = amounts.low(row);
    long high = amounts.high(row);
    if (type == ParquetType.DECIMAL && scale == SCALE) {
      // 128 bits of high * 10^18 + low
      long bottom = high * Amounts.UNIT + low;
      long top = Math.multiplyHigh(high, Amounts.UNIT) + (low >> 63)
          + (Long.compareUnsigned(bottom, low) < 0 ? 1 : 0);
      body.putBigEndian(top);
      body.putBigEndian(bottom);
    } else if (type == ParquetType.DECIMAL && scale >= 0 && scale < SCALE && high == 0) {
      long factor = Amounts.power(SCALE - scale);
      body.putBigEndian(Math.multiplyHigh(low, factor));
      body.putBigEndian(low * factor);
    } else {
      type.plain(body, amounts.value(row));
    }
  }
}
