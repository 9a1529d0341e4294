package io.plimsoll.generator;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of an export, as it lies on disk.
 *
 * @param month the (first) billing month it holds
 * @param from the first day exported
 * @param to the day after the last one exported
 * @param manifest where the manifest lies; {@code null} when there is none
 * @param rows rows written, over all parts
 * @param intact whether every file is what the manifest says, so that the run may be read
 * @param winner whether it is the run to read: the newest intact one of its export and month, or day where each has its run; one without
 *     rows replaces nothing
 * @param totals exact sums of its rows as they were written, before a file was damaged
 */
public record GeneratedRun(
    String export,
    String scope,
    YearMonth month,
    LocalDate from,
    LocalDate to,
    String runId,
    Instant submitted,
    Path folder,
    @Nullable Path manifest,
    List<Part> parts,
    long rows,
    boolean intact,
    boolean winner,
    Totals totals) {

  /**
   * A part of a run.
   *
   * @param file where it lies, or lay
   * @param rows rows written
   * @param bytes bytes written
   */
  public record Part(Path file, long rows, long bytes) {}

  GeneratedRun won() {
    return new GeneratedRun(
        export, scope, month, from, to, runId, submitted, folder, manifest, parts, rows, intact, true, totals);
  }
}
