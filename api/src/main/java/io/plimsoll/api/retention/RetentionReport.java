package io.plimsoll.api.retention;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a retention run removed, or would remove.
 *
 * @param dryRun whether nothing was removed
 * @param held whether a legal hold kept everything
 */
public record RetentionReport(boolean dryRun, boolean held, List<Line> lines) {
  /** Keeps its own copy. */
  public RetentionReport {
    lines = List.copyOf(lines);
  }

  /**
   * One class of data.
   *
   * @param keptFrom the first day kept; {@code null} when it is kept for ever
   * @param removed how many items: rollup days, anomalies, run records
   * @param bytes bytes given back on disk, where known
   */
  public record Line(DataClass dataClass, @Nullable LocalDate keptFrom, long removed, long bytes) {}
}
