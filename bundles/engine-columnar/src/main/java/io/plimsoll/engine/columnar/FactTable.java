package io.plimsoll.engine.columnar;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one shard: rows and exact sums of an entity on a day.
 *
 * <p>A sum is 96 bits, its upper 32 two to a long behind all lower halves, so that a fact stays in as few lines of the
 * cache as can be. Once a sum asks for more, all of the shard have 128 bits. What is beyond these goes to the spill.
 * Not thread-safe.
 */
final class FactTable {
  private static final int CHUNK_BITS = 11;
  private static final int CHUNK = 1 << CHUNK_BITS;
  /** In front of the sums: next fact and entity, day and rows. */
  private static final int META = 2;

  private static final int ROW_BITS = 48;
  private static final long UPPER = 0xffffffff00000000L;

  private final int metrics;
  /** Longs of a fact. */
  private int stride;
  /** Where in a fact the upper parts of the sums begin. */
  private final int highAt;
  /** Whether the upper parts have a long each. */
  private boolean wide;
  private long[][] chunks = new long[4][];
  private final int[] scales;
  private final Map<Integer, BigInteger>[] spills;
  private int size;

  @SuppressWarnings({"unchecked", "rawtypes"})
  FactTable(int metrics) {
    this.metrics = metrics;
    highAt = META + metrics;
    stride = highAt + (metrics + 1) / 2;
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
    return high(chunk(fact), at(fact) + highAt, metric);
  }

  private long high(long[] chunk, int from, int metric) {
    return wide ? chunk[from + metric] : half(chunk[from + (metric >> 1)], metric);
  }

  /** The upper part of the sum of a metric in the long that has those of two. */
  private static int half(long pair, int metric) {
    return (int) ((metric & 1) == 0 ? pair : pair >>> 32);
  }

  private static long withHalf(long pair, int metric, long high) {
    return (metric & 1) == 0 ? pair & UPPER | high & ~UPPER : pair & ~UPPER | high << 32;
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

  /** Brings the sums to the scales of a chunk of rows. */
  void prepare(MetricColumn[] columns) {
    for (int m = 0; m < metrics; m++) {
      raiseScale(m, columns[m].scale);
    }
  }

  /** Whether {@link #add} can take the rows of a chunk: of this table's own scales, none beyond 128 bits. */
  boolean isPlain(MetricColumn[] columns) {
    boolean plain = true;
    for (int m = 0; m < metrics; m++) {
      plain &= columns[m].huge == null && columns[m].scale == scales[m];
    }
    return plain;
  }

  /** Adds one row of a chunk that is plain and prepared for. */
  void add(int fact, MetricColumn[] columns, int row) {
    long[] chunk = chunk(fact);
    int at = at(fact);
    chunk[at + 1]++;
    for (int m = 0; m < columns.length; m++) {
      long low = columns[m].low[row];
      long high = columns[m].high[row];
      long sumLow = chunk[at + META + m] + low;
      int carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
      int to = at + highAt + (wide ? m : m >> 1);
      long upper = chunk[to];
      long oldHigh = wide ? upper : half(upper, m);
      long sumHigh = oldHigh + high + carry;
      if (wide ? ((oldHigh ^ sumHigh) & (high ^ sumHigh)) >= 0 : sumHigh == (int) sumHigh) {
        chunk[at + META + m] = sumLow;
        chunk[to] = wide ? sumHigh : withHalf(upper, m, sumHigh);
      } else {
        add(fact, m, high, low);
        chunk = chunk(fact);
        at = at(fact);
      }
    }
  }

  /** Adds one row of any values. */
  void addAny(int fact, MetricColumn[] columns, int row) {
    chunk(fact)[at(fact) + 1]++;
    for (int m = 0; m < metrics; m++) {
      MetricColumn column = columns[m];
      int up = scales[m] - column.scale;
      if (column.huge != null && column.huge[row] != null) {
        spill(fact, m, column.huge[row].multiply(BigInteger.TEN.pow(up)));
      } else if (up == 0) {
        add(fact, m, column.high[row], column.low[row]);
      } else {
        add(fact, m, Wide.big(column.high[row], column.low[row]).multiply(BigInteger.TEN.pow(up)));
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
    if (!wide && high != (int) high) {
      widen();
    }
    long[] chunk = chunk(fact);
    int at = at(fact);
    chunk[at + META + metric] = low;
    int to = at + highAt + (wide ? metric : metric >> 1);
    chunk[to] = wide ? high : withHalf(chunk[to], metric, high);
  }

  /** Gives every sum 128 bits. */
  private void widen() {
    int wider = highAt + metrics;
    for (int c = 0; c < chunks.length && chunks[c] != null; c++) {
      long[] from = chunks[c];
      long[] to = new long[CHUNK * wider];
      for (int i = 0; i < Math.min(CHUNK, size - (c << CHUNK_BITS)); i++) {
        System.arraycopy(from, i * stride, to, i * wider, highAt);
        for (int m = 0; m < metrics; m++) {
          to[i * wider + highAt + m] = high(from, i * stride + highAt, m);
        }
      }
      chunks[c] = to;
    }
    stride = wider;
    wide = true;
  }

  private void spill(int fact, int metric, BigInteger value) {
    spills[metric].merge(fact, value, BigInteger::add);
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
