package io.plimsoll.testkit.rows;

import io.plimsoll.api.export.Batch;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Builds the batches of one part as a reader does: a growing dictionary, each decimal in its batch's scale. */
public final class BatchBuilder implements AutoCloseable {
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private final BufferAllocator allocator;
  private final List<String> keys;
  private final List<String> metrics;
  private final boolean coded;
  private final Map<String, VarCharVector> dictionaries = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> codes = new HashMap<>();

  /**
   * @param allocator where batches live; stays the caller's
   * @param keys text columns
   * @param metrics decimal columns
   * @param coded whether keys come as codes or as plain text
   */
  public BatchBuilder(BufferAllocator allocator, List<String> keys, List<String> metrics, boolean coded) {
    this.allocator = allocator;
    this.keys = keys;
    this.metrics = metrics;
    this.coded = coded;
    for (String key : keys) {
      if (coded) {
        VarCharVector dictionary = new VarCharVector(key, allocator);
        dictionary.allocateNew();
        dictionary.setValueCount(0);
        dictionaries.put(key, dictionary);
        codes.put(key, new HashMap<>());
      }
    }
  }

  /** The next batch of the part; the caller closes its columns. */
  public Batch batch(List<Row> rows) {
    List<FieldVector> vectors = new ArrayList<>();
    TimeStampMicroVector start = new TimeStampMicroVector("ChargePeriodStart", allocator);
    start.allocateNew(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).day() != null) {
        start.set(i, rows.get(i).day().toEpochDay() * MICROS_OF_DAY + (i % 24) * 3_600_000_000L);
      }
    }
    start.setValueCount(rows.size());
    vectors.add(start);
    keys.forEach(key -> vectors.add(coded ? codes(key, rows) : texts(key, rows)));
    metrics.forEach(metric -> vectors.add(decimals(metric, rows)));
    return new Batch(new VectorSchemaRoot(vectors), Map.copyOf(dictionaries));
  }

  private FieldVector codes(String key, List<Row> rows) {
    IntVector vector = new IntVector(key, allocator);
    vector.allocateNew(rows.size());
    VarCharVector dictionary = dictionaries.get(key);
    for (int i = 0; i < rows.size(); i++) {
      String value = rows.get(i).keys().get(key);
      if (value == null) {
        vector.set(i, -1);
        vector.setNull(i);
        vector.getDataBuffer().setInt(i * 4L, -1);
      } else {
        Integer known = codes.get(key).get(value);
        if (known == null) {
          known = codes.get(key).size();
          codes.get(key).put(value, known);
          dictionary.setSafe(known, value.getBytes(StandardCharsets.UTF_8));
          dictionary.setValueCount(known + 1);
        }
        vector.set(i, known);
      }
    }
    vector.setValueCount(rows.size());
    return vector;
  }

  private FieldVector texts(String key, List<Row> rows) {
    VarCharVector vector = new VarCharVector(key, allocator);
    vector.allocateNew();
    for (int i = 0; i < rows.size(); i++) {
      String value = rows.get(i).keys().get(key);
      if (value != null) {
        vector.setSafe(i, value.getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(rows.size());
    return vector;
  }

  private FieldVector decimals(String metric, List<Row> rows) {
    int scale = 0;
    int digits = 0;
    for (Row row : rows) {
      BigDecimal value = row.metrics().get(metric);
      if (value != null) {
        scale = Math.max(scale, value.scale());
      }
    }
    for (Row row : rows) {
      BigDecimal value = row.metrics().get(metric);
      digits = value == null ? digits : Math.max(digits, value.setScale(scale).precision());
    }
    if (digits <= 38) {
      DecimalVector vector = new DecimalVector(metric, allocator, 38, scale);
      vector.allocateNew(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        BigDecimal value = rows.get(i).metrics().get(metric);
        if (value != null) {
          vector.set(i, value.setScale(scale));
        }
      }
      vector.setValueCount(rows.size());
      return vector;
    }
    Decimal256Vector vector = new Decimal256Vector(metric, allocator, 76, scale);
    vector.allocateNew(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      BigDecimal value = rows.get(i).metrics().get(metric);
      if (value != null) {
        vector.set(i, value.setScale(scale));
      }
    }
    vector.setValueCount(rows.size());
    return vector;
  }

  /** Closes the dictionaries. */
  @Override
  public void close() {
    dictionaries.values().forEach(VarCharVector::close);
  }
}
