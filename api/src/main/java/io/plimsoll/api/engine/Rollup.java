package io.plimsoll.api.engine;

import io.plimsoll.api.export.Batches;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.osgi.annotation.versioning.ConsumerType;

/** Exact sums by day and keys; immutable and safe for use by several threads. */
@ConsumerType
public interface Rollup extends AutoCloseable {
  /** The key columns it can be grouped and filtered by. */
  List<String> keys();

  /** What it holds. */
  RollupSummary summary();

  /** Writes it to a new file and forces it to the disk. */
  void writeTo(Path file);

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
