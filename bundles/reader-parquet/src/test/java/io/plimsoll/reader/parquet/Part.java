package io.plimsoll.reader.parquet;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** What reading a whole part gives, as plain values. */
record Part(List<PartColumn> columns, List<List<@Nullable Object>> rows, PartReport report, List<String> vectors) {
  /** Bytes in memory as a store serves them, in reads no larger than it likes. */
  static final class Bytes implements ObjectReader {
    private final byte[] bytes;
    private final int largestRead;
    long read;
    int reads;

    Bytes(byte[] bytes, int largestRead) {
      this.bytes = bytes;
      this.largestRead = largestRead;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      if (position >= bytes.length) {
        return -1;
      }
      int count = (int) Math.min(Math.min(length, largestRead), bytes.length - position);
      System.arraycopy(bytes, (int) position, target, offset, count);
      read += count;
      reads++;
      return count;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  static final String NAME = "part_0_0001.snappy.parquet";

  /** Reads every column in the type the file gives it. */
  static Part read(byte[] file) {
    try (PartReader part = new ParquetReader().open(NAME, new Bytes(file, Integer.MAX_VALUE), "parquet")) {
      return read(part, part.columns().stream().map(c -> new ColumnRead(c.name(), c.name(), c.type())).toList());
    }
  }

  /** Reads one column in this type. */
  static Part read(byte[] file, String column, FocusType type) {
    try (PartReader part = new ParquetReader().open(NAME, new Bytes(file, 1000), "parquet")) {
      return read(part, List.of(new ColumnRead(column, column, type)));
    }
  }

  static Part read(PartReader part, List<ColumnRead> columns) {
    try (BufferAllocator allocator = new RootAllocator(1L << 30)) {
      try (part) {
        part.project(columns, allocator);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<String> vectors = new ArrayList<>();
        for (Batch batch = part.next(); batch != null; batch = part.next()) {
          int count = batch.columns().getRowCount();
          List<FieldVector> fields = batch.columns().getFieldVectors();
          for (int row = 0; row < count; row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (FieldVector field : fields) {
              values.add(value(field, row, batch.dictionaries()));
            }
            rows.add(values);
          }
          fields.forEach(f -> vectors.add(f.getClass().getSimpleName()));
        }
        return new Part(part.columns(), rows, part.report(), vectors);
      }
    }
  }

  /** The values of the only column. */
  List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(0)));
    return values;
  }

  private static @Nullable Object value(FieldVector vector, int row, Map<String, VarCharVector> dictionaries) {
    if (vector.isNull(row)) {
      if (vector instanceof IntVector codes && codes.getDataBuffer().getInt(4L * row) != -1) {
        throw new AssertionError("a null row has the code " + codes.getDataBuffer().getInt(4L * row));
      }
      return null;
    }
    if (vector instanceof IntVector codes) {
      return new String(dictionaries.get(vector.getName()).get(codes.get(row)), StandardCharsets.UTF_8);
    }
    if (vector instanceof VarCharVector texts) {
      return new String(texts.get(row), StandardCharsets.UTF_8);
    }
    if (vector instanceof DecimalVector decimals) {
      return plain(decimals.getObject(row));
    }
    if (vector instanceof Decimal256Vector decimals) {
      return plain(decimals.getObject(row));
    }
    if (vector instanceof TimeStampMicroVector times) {
      return times.get(row);
    }
    return ((BitVector) vector).get(row) == 1;
  }

  static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
