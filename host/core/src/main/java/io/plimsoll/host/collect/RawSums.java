package io.plimsoll.host.collect;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.export.Batch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Sums the metrics of raw parts exactly, by currency or unit alone, without any engine: what a rollup is
 * checked against before it is published. Each reading thread has its own; they are merged at the end.
 */
final class RawSums {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Map<Metric, Map<String, BigDecimal>> sums = new HashMap<>();
  private final Map<Metric, BigDecimal> withoutUnit = new HashMap<>();
  private byte[] values = new byte[0];
  private byte[] codes = new byte[0];

  /** Adds the rows of a batch. */
  void add(Batch batch) {
    for (Metric metric : Metric.values()) {
      FieldVector vector = batch.columns().getVector(metric.column());
      if (vector instanceof DecimalVector decimals) {
        addNarrow(metric, decimals, batch);
      } else if (vector instanceof Decimal256Vector decimals) {
        for (int row = 0; row < decimals.getValueCount(); row++) {
          if (!decimals.isNull(row)) {
            merge(metric, unit(metric, row, batch), decimals.getObject(row));
          }
        }
      }
    }
  }

  /** Adds what another thread summed. */
  void add(RawSums other) {
    other.sums.forEach((metric, byUnit) -> byUnit.forEach((unit, value) -> merge(metric, unit, value)));
    other.withoutUnit.forEach((metric, value) -> merge(metric, null, value));
  }

  /** The sums, ordered by metric and unit. */
  List<MetricTotal> totals() {
    List<MetricTotal> totals = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      sums.getOrDefault(metric, Map.of()).entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(e -> totals.add(new MetricTotal(metric, e.getKey(), e.getValue())));
      BigDecimal rest = withoutUnit.get(metric);
      if (rest != null) {
        totals.add(new MetricTotal(metric, null, rest));
      }
    }
    return totals;
  }

  /** Sums 128-bit values by the code of their unit; overflow of 128 bits spills into BigInteger. */
  private void addNarrow(Metric metric, DecimalVector vector, Batch batch) {
    int rows = vector.getValueCount();
    VarCharVector dictionary = batch.dictionaries().get(metric.unitColumn());
    FieldVector units = batch.columns().getVector(metric.unitColumn());
    if (dictionary == null || !(units instanceof IntVector codesVector)) {
      for (int row = 0; row < rows; row++) {
        if (!vector.isNull(row)) {
          merge(metric, unit(metric, row, batch), vector.getObject(row));
        }
      }
      return;
    }
    if (codes.length < rows * 4) {
      values = new byte[rows * 16];
      codes = new byte[rows * 4];
    }
    vector.getDataBuffer().getBytes(0, values, 0, rows * 16);
    codesVector.getDataBuffer().getBytes(0, codes, 0, rows * 4);
    boolean nulls = vector.getNullCount() > 0;
    boolean unitNulls = codesVector.getNullCount() > 0;
    int slots = dictionary.getValueCount() + 1;
    long[] low = new long[slots];
    long[] high = new long[slots];
    boolean[] touched = new boolean[slots];
    BigInteger[] spilled = new BigInteger[slots];
    for (int row = 0; row < rows; row++) {
      if (nulls && vector.isNull(row)) {
        continue;
      }
      int slot = unitNulls && codesVector.isNull(row) ? slots - 1 : (int) INTS.get(codes, row * 4);
      long l = (long) LONGS.get(values, row * 16);
      long h = (long) LONGS.get(values, row * 16 + 8);
      long sumLow = low[slot] + l;
      long carry = Long.compareUnsigned(sumLow, l) < 0 ? 1 : 0;
      long sumHigh = high[slot] + h + carry;
      touched[slot] = true;
      // Both had one sign and the sum has the other: 128 bits no longer hold it.
      if (((high[slot] ^ sumHigh) & (h ^ sumHigh)) < 0) {
        BigInteger before = spilled[slot] == null ? BigInteger.ZERO : spilled[slot];
        spilled[slot] = before.add(wide(high[slot], low[slot]));
        sumLow = l;
        sumHigh = h;
      }
      low[slot] = sumLow;
      high[slot] = sumHigh;
    }
    for (int slot = 0; slot < slots; slot++) {
      if (touched[slot]) {
        BigInteger sum = wide(high[slot], low[slot]);
        BigInteger all = spilled[slot] == null ? sum : sum.add(spilled[slot]);
        String unit = slot == slots - 1 ? null : new String(dictionary.get(slot), StandardCharsets.UTF_8);
        merge(metric, unit, new BigDecimal(all, vector.getScale()));
      }
    }
  }

  private static BigInteger wide(long high, long low) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    return new BigInteger(bytes);
  }

  private void merge(Metric metric, @Nullable String unit, BigDecimal value) {
    if (unit == null) {
      withoutUnit.merge(metric, value, BigDecimal::add);
    } else {
      sums.computeIfAbsent(metric, m -> new HashMap<>()).merge(unit, value, BigDecimal::add);
    }
  }

  private static @Nullable String unit(Metric metric, int row, Batch batch) {
    FieldVector units = batch.columns().getVector(metric.unitColumn());
    if (units == null || units.isNull(row)) {
      return null;
    }
    VarCharVector dictionary = batch.dictionaries().get(metric.unitColumn());
    return dictionary == null
        ? new String(((VarCharVector) units).get(row), StandardCharsets.UTF_8)
        : new String(dictionary.get(((IntVector) units).get(row)), StandardCharsets.UTF_8);
  }
}
