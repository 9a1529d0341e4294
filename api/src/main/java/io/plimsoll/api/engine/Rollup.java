package io.plimsoll.api.engine;

import io.plimsoll.api.export.Batches;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.osgi.annotation.versioning.ConsumerType;

/** Exact sums by day and keys; immutable and safe for use by several threads. */
@ConsumerType
public interface Rollup extends AutoCloseable {
  /** The key columns it can be grouped and filtered by. */
  List<String> keys();

  /** What it holds. */
  RollupSummary summary();

  /**
   * Writes it to a new file and forces it to the disk. Of days left out by {@link #without} nothing is
   * written: no sum, and no value of a key that only they had.
   */
  void writeTo(Path file);

  /**
   * The same sums without those of some days. It shares what this rollup holds and copies nothing, and is as
   * exact as a rollup that never saw these days: its {@link #summary()} counts what is left, {@link #scan}
   * and {@link CostEngine#answer} see what is left.
   *
   * <p>It may be used while this rollup is open; closing it leaves this one open.
   *
   * @param days UTC days; those it does not hold change nothing
   */
  Rollup without(Set<LocalDate> days);

  /**
   * Its facts as rows: the column {@code ChargePeriodStart} (DATE_TIME, midnight UTC), the keys (STRING), the
   * metrics (DECIMAL) and {@code x_Rows} (DECIMAL), how many export rows each fact sums.
   *
   * @param columns those wanted, in this order
   */
  Batches scan(List<String> columns, BufferAllocator allocator);

  @Override
  void close();
}
