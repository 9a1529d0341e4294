package io.plimsoll.engine.columnar;

import java.util.Arrays;
import org.apache.arrow.vector.TimeStampMicroVector;

/** Some rows of a batch, ready to be added: key records with their hashes, days, metric values. One thread. */
final class RowChunk {
  /** How many rows at most; small enough that all of it stays in the cache. */
  static final int ROWS = 2048;

  private static final int DAY_CACHE = 512;

  int rows;
  final long[] hashes = new long[ROWS];
  final int[] days = new int[ROWS];
  byte[] records = new byte[0];
  final MetricColumn[] metrics;
  /** The rows ordered by shard. */
  final int[] order = new int[ROWS];
  /** Where the rows of each shard begin in {@link #order}. */
  final int[] starts = new int[Shard.COUNT + 1];

  TupleLayout layout;

  private final KeyColumn[] keys;
  private final DayIndex dayIndex;
  private final int[] codes = new int[ROWS];
  private final byte[] instants = new byte[ROWS * 8];
  private final int[] cachedDays = new int[DAY_CACHE];
  private final int[] cachedIndexes = new int[DAY_CACHE];
  private int from;

  RowChunk(KeyColumn[] keys, MetricColumn[] metrics, DayIndex dayIndex, TupleLayout layout) {
    this.keys = keys;
    this.metrics = metrics;
    this.dayIndex = dayIndex;
    this.layout = layout;
    Arrays.fill(cachedIndexes, -1);
  }

  /** Reads rows of the batch that keys and metrics are bound to. */
  void read(TimeStampMicroVector chargePeriodStart, int first, int count) {
    from = first;
    rows = count;
    readDays(chargePeriodStart);
    for (MetricColumn metric : metrics) {
      metric.read(first, count);
    }
    Arrays.fill(hashes, 0, count, 0);
    for (int k = 0; k < keys.length; k++) {
      keys[k].read(first, count, codes);
      // Any odd factor will do; the sum does not depend on how wide the records are.
      long factor = (k + 1) * 0x9E3779B97F4A7C15L << 1 | 1;
      for (int i = 0; i < count; i++) {
        hashes[i] += (codes[i] + 1) * factor;
      }
      if (k == 0) {
        prepareRecords();
      }
      layout.store(k, codes, count, records);
    }
    for (int i = 0; i < count; i++) {
      long hash = (hashes[i] ^ hashes[i] >>> 29) * 0xBF58476D1CE4E5B9L;
      hashes[i] = hash ^ hash >>> 32;
    }
    sortByShard();
  }

  /** Writes the records again, as another layout has them. */
  void lay(TupleLayout other) {
    layout = other;
    prepareRecords();
    for (int k = 0; k < keys.length; k++) {
      keys[k].read(from, rows, codes);
      layout.store(k, codes, rows, records);
    }
  }

  private void prepareRecords() {
    if (records.length < ROWS * layout.length) {
      records = new byte[ROWS * layout.length];
    } else {
      // The padding at the end of a record is compared too.
      Arrays.fill(records, 0, rows * layout.length, (byte) 0);
    }
  }

  private void readDays(TimeStampMicroVector chargePeriodStart) {
    if (chargePeriodStart.getNullCount() > 0) {
      for (int i = 0; i < rows; i++) {
        if (chargePeriodStart.isNull(from + i)) {
          throw Inputs.noDay(chargePeriodStart.getName(), from + i);
        }
      }
    }
    chargePeriodStart.getDataBuffer().getBytes(from * 8L, instants, 0, rows * 8);
    for (int i = 0; i < rows; i++) {
      int day = (int) Math.floorDiv(LittleEndian.getLong(instants, i * 8), ScalarText.MICROS_OF_DAY);
      int slot = day & DAY_CACHE - 1;
      if (cachedDays[slot] != day || cachedIndexes[slot] < 0) {
        cachedDays[slot] = day;
        cachedIndexes[slot] = dayIndex.of(day);
      }
      days[i] = cachedIndexes[slot];
    }
  }

  private void sortByShard() {
    Arrays.fill(starts, 0);
    for (int i = 0; i < rows; i++) {
      starts[Shard.of(hashes[i]) + 1]++;
    }
    for (int s = 0; s < Shard.COUNT; s++) {
      starts[s + 1] += starts[s];
    }
    int[] next = Arrays.copyOf(starts, Shard.COUNT);
    for (int i = 0; i < rows; i++) {
      order[next[Shard.of(hashes[i])]++] = i;
    }
  }
}
