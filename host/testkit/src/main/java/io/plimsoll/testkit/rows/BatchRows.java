package io.plimsoll.testkit.rows;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Reads batches back into plain values: {@code String}, {@code BigDecimal}, {@code Instant}, {@code Boolean}. */
public final class BatchRows {
  /** The vectors that a batch may carry, by the contract of {@link io.plimsoll.api.focus.FocusType}. */
  private static final Set<Class<?>> VECTORS =
      Set.of(
          VarCharVector.class, IntVector.class, DecimalVector.class, Decimal256Vector.class, TimeStampMicroVector.class,
          BitVector.class);

  private BatchRows() {}

  /** Every row that is left; the batches stay open. */
  public static List<List<@Nullable Object>> of(Batches batches) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
      if (batch.columns().getRowCount() == 0) {
        throw new AssertionError("a batch has at least one row; this one has none");
      }
      for (int row = 0; row < batch.columns().getRowCount(); row++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (FieldVector vector : batch.columns().getFieldVectors()) {
          values.add(value(batch, vector, row));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static @Nullable Object value(Batch batch, FieldVector vector, int row) {
    if (!VECTORS.contains(vector.getClass())) {
      throw new AssertionError("column " + vector.getName() + " comes as a " + vector.getClass().getSimpleName()
          + ", which no batch may carry");
    }
    if (vector instanceof IntVector codes) {
      return coded(batch, codes, row);
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
    return vector instanceof BitVector bits ? (Object) (bits.get(row) == 1) : vector.getObject(row);
  }

  private static @Nullable Object coded(Batch batch, IntVector codes, int row) {
    VarCharVector dictionary = batch.dictionaries().get(codes.getName());
    int code = codes.getDataBuffer().getInt(4L * row);
    if (codes.isNull(row) != (code == -1)) {
      throw new AssertionError("column " + codes.getName() + ", row " + row + ": a null has the code -1 and nothing else"
          + " has, yet the code is " + code);
    }
    if (code == -1) {
      return null;
    }
    if (dictionary == null || code < 0 || code >= dictionary.getValueCount()) {
      throw new AssertionError("column " + codes.getName() + ", row " + row + ": its dictionary has no code " + code);
    }
    return text(dictionary, code);
  }

  private static String text(VarCharVector texts, int row) {
    String text = new String(texts.get(row), StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      throw new AssertionError("column " + texts.getName() + ": empty text is null in a batch");
    }
    return text;
  }
}
