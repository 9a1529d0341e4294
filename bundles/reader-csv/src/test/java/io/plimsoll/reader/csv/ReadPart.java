package io.plimsoll.reader.csv;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.FocusType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** A whole part as a test looks at it: rows of {@code String}, {@code BigDecimal}, {@code Instant}, {@code Boolean}. */
record ReadPart(List<String> header, List<List<@Nullable Object>> rows, PartReport report) {
  static final String PART = "part_1_0001.csv";

  /** Reads the columns of text, each written as {@code name} or {@code name:TYPE}. */
  static ReadPart of(String csv, String... columns) {
    return of(new BytesPart(csv.getBytes(StandardCharsets.UTF_8)), "csv", columns);
  }

  static ReadPart of(ObjectReader bytes, String format, String... columns) {
    try (PartReader part = new CsvReader().open(format.equals("csv") ? PART : PART + ".gz", bytes, format)) {
      return of(part, columns);
    }
  }

  static ReadPart of(PartReader part, String... columns) {
    try (BufferAllocator allocator = new RootAllocator()) {
      List<ColumnRead> reads = new ArrayList<>();
      for (String column : columns) {
        String[] words = column.split(":");
        reads.add(new ColumnRead(words[0], words[0], words.length == 1 ? FocusType.STRING : FocusType.valueOf(words[1])));
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      try (part) {
        part.project(reads, allocator);
        for (Batch batch = part.next(); batch != null; batch = part.next()) {
          for (int row = 0; row < batch.columns().getRowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (FieldVector vector : batch.columns().getFieldVectors()) {
              values.add(value(vector, row, batch));
            }
            rows.add(values);
          }
        }
        return new ReadPart(part.columns().stream().map(PartColumn::name).toList(), rows, part.report());
      }
    }
  }

  /** The values of the only column asked for. */
  List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(0)));
    return values;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static @Nullable Object value(FieldVector vector, int row, Batch batch) {
    if (vector instanceof IntVector codes) {
      VarCharVector dictionary = batch.dictionaries().get(vector.getName());
      int code = codes.getValueCount() > row ? codes.getDataBuffer().getInt(4L * row) : -2;
      if (codes.isNull(row) != (code == -1)) {
        throw new AssertionError("row " + row + " has code " + code + " and null " + codes.isNull(row));
      }
      return codes.isNull(row) ? null : text(dictionary, code);
    }
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof VarCharVector texts) {
      return text(texts, row);
    }
    if (vector instanceof TimeStampMicroVector times) {
      return Instant.EPOCH.plus(times.get(row), ChronoUnit.MICROS);
    }
    if (vector instanceof BitVector bits) {
      return bits.get(row) == 1;
    }
    return vector.getObject(row);
  }

  private static String text(VarCharVector texts, int row) {
    return new String(texts.get(row), StandardCharsets.UTF_8);
  }
}
