package io.plimsoll.engine.columnar;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one shard: rows and exact sums of an entity on a day.
 *
 * <p>A sum is a long where that is enough, a second long where some fact of the same chunk asks for more, and
 * what is beyond 128 bits goes to the spill. Not thread-safe.
 */
final class FactTable {
  private static final int CHUNK_BITS = 11;
  private static final int CHUNK = 1 << CHUNK_BITS;
  /** In front of the sums: next fact and entity, day and rows. */
  private static final int META = 2;

  private static final int ROW_BITS = 48;

  private final int metrics;
  private final int stride;
  private long[][] chunks = new long[4][];
  private final long[] @Nullable [][] highs;
  private final int[] scales;
  private final Map<Integer, BigInteger>[] spills;
  private boolean anyHigh;
  private int size;

  @SuppressWarnings({"unchecked", "rawtypes"})
  FactTable(int metrics) {
    this.metrics = metrics;
    stride = META + metrics;
    highs = new long[metrics][4][];
    scales = new int[metrics];
    spills = new Map[metrics];
    Arrays.setAll(spills, m -> new HashMap<>());
  }

  int size() {
    return size;
  }

  int scale(int metric) {
    return scales[metric];
  }

  int entity(int fact) {
    return (int) chunk(fact)[at(fact)];
  }

  /** The fact behind this one in its entity's chain, or -1. */
  int next(int fact) {
    return (int) (chunk(fact)[at(fact)] >>> 32) - 1;
  }

  int day(int fact) {
    return (int) (chunk(fact)[at(fact) + 1] >>> ROW_BITS);
  }

  long rows(int fact) {
    return chunk(fact)[at(fact) + 1] & (1L << ROW_BITS) - 1;
  }

  long low(int fact, int metric) {
    return chunk(fact)[at(fact) + META + metric];
  }

  long high(int fact, int metric) {
    long[] high = highs[metric][fact >>> CHUNK_BITS];
    return high == null ? low(fact, metric) >> 63 : high[fact & CHUNK - 1];
  }

  /** What is to be added to the sum of a fact; {@code null} for nothing, as almost always. */
  @Nullable BigInteger spill(int fact, int metric) {
    return spills[metric].isEmpty() ? null : spills[metric].get(fact);
  }

  /** A new fact without rows in front of a chain. */
  int append(int entity, int day, int next) {
    int c = size >>> CHUNK_BITS;
    if (c == chunks.length) {
      chunks = Arrays.copyOf(chunks, c * 2);
      for (int m = 0; m < metrics; m++) {
        highs[m] = Arrays.copyOf(highs[m], c * 2);
      }
    }
    if (chunks[c] == null) {
      chunks[c] = new long[CHUNK * stride];
    }
    int fact = size++;
    chunks[c][at(fact)] = (long) (next + 1) << 32 | entity;
    chunks[c][at(fact) + 1] = (long) day << ROW_BITS;
    return fact;
  }

  /** Brings a fact into the cache. */
  long touch(int fact) {
    long[] chunk = chunk(fact);
    int at = at(fact);
    return chunk[at] + chunk[at + stride - 1];
  }

  /** Makes sure that values of these scales can be added. */
  void raiseScales(MetricColumn[] columns) {
    for (int m = 0; m < metrics; m++) {
      raiseScale(m, columns[m].scale);
    }
  }

  /** Whether every sum so far is a long. */
  boolean isNarrow() {
    return !anyHigh;
  }

  /** Whether every value of the chunk is a long of this table's own scale. */
  boolean isPlain(MetricColumn[] columns) {
    boolean plain = true;
    for (int m = 0; m < metrics; m++) {
      plain &= !columns[m].wide && columns[m].huge == null && columns[m].scale == scales[m];
    }
    return plain;
  }

  /** Adds one row of plain values while every sum is a long. */
  void addPlain(int fact, MetricColumn[] columns, int row) {
    long[] chunk = chunk(fact);
    int at = at(fact) + META;
    chunk[at - 1]++;
    for (int m = 0; m < columns.length; m++) {
      long value = columns[m].low[row];
      long old = chunk[at + m];
      long sum = old + value;
      if (((old ^ sum) & (value ^ sum)) < 0) {
        add(fact, m, value >> 63, value);
      } else {
        chunk[at + m] = sum;
      }
    }
  }

  /** Adds one row of any values. */
  void addAny(int fact, MetricColumn[] columns, int row) {
    chunk(fact)[at(fact) + 1]++;
    for (int m = 0; m < metrics; m++) {
      MetricColumn column = columns[m];
      long low = column.low[row];
      long high = column.wide ? column.high[row] : low >> 63;
      int up = scales[m] - column.scale;
      if (column.huge != null && column.huge[row] != null) {
        spill(fact, m, column.huge[row].multiply(BigInteger.TEN.pow(up)));
      } else if (up == 0) {
        add(fact, m, high, low);
      } else if (Wide.bits(high, low) + Wide.bitsOfPower(up) <= 127) {
        for (int left = up; left > 0; left -= Wide.MAX_POWER) {
          long factor = Wide.power(Math.min(left, Wide.MAX_POWER));
          high = Wide.timesHigh(high, low, factor);
          low *= factor;
        }
        add(fact, m, high, low);
      } else {
        add(fact, m, Wide.big(high, low).multiply(BigInteger.TEN.pow(up)));
      }
    }
  }

  private void add(int fact, int metric, BigInteger value) {
    if (Wide.fits(value)) {
      add(fact, metric, Wide.high(value), value.longValue());
    } else {
      spill(fact, metric, value);
    }
  }

  private void add(int fact, int metric, long high, long low) {
    long oldLow = low(fact, metric);
    long oldHigh = high(fact, metric);
    long sumLow = oldLow + low;
    long sumHigh = oldHigh + high + (Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0);
    if (((oldHigh ^ sumHigh) & (high ^ sumHigh)) < 0) {
      spill(fact, metric, Wide.big(oldHigh, oldLow));
      sumLow = low;
      sumHigh = high;
    }
    set(fact, metric, sumHigh, sumLow);
  }

  private void set(int fact, int metric, long high, long low) {
    int c = fact >>> CHUNK_BITS;
    long[] upper = highs[metric][c];
    if (upper == null && high != low >> 63) {
      upper = new long[CHUNK];
      for (int i = 0; i < CHUNK; i++) {
        upper[i] = chunks[c][i * stride + META + metric] >> 63;
      }
      highs[metric][c] = upper;
      anyHigh = true;
    }
    if (upper != null) {
      upper[fact & CHUNK - 1] = high;
    }
    chunks[c][at(fact) + META + metric] = low;
  }

  private void spill(int fact, int metric, BigInteger value) {
    spills[metric].merge(fact, value, BigInteger::add);
    anyHigh = true;
  }

  /** Brings the sums of one metric to a scale; does nothing when they have it or a larger one. */
  void raiseScale(int metric, int scale) {
    int up = scale - scales[metric];
    if (up <= 0) {
      return;
    }
    scales[metric] = scale;
    BigInteger factor = BigInteger.TEN.pow(up);
    spills[metric].replaceAll((fact, value) -> value.multiply(factor));
    for (int fact = 0; fact < size; fact++) {
      long low = low(fact, metric);
      long high = high(fact, metric);
      if (up <= Wide.MAX_POWER && Wide.timesFits(high, low, Wide.power(up))) {
        set(fact, metric, Wide.timesHigh(high, low, Wide.power(up)), low * Wide.power(up));
      } else {
        BigInteger value = Wide.big(high, low).multiply(factor);
        set(fact, metric, 0, 0);
        add(fact, metric, value);
      }
    }
  }

  private long[] chunk(int fact) {
    return chunks[fact >>> CHUNK_BITS];
  }

  private int at(int fact) {
    return (fact & CHUNK - 1) * stride;
  }
}
