package io.plimsoll.host.export;

import io.plimsoll.api.export.StoredObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run's contribution to a billing period: its parts and the days of them that count.
 *
 * @param rows what the manifest promises for all parts; -1 when it does not say
 * @param billingPeriodOnly whether only rows of the billing period count, as in loose files of many months
 */
public record Slice(
    String runId,
    @Nullable Instant submittedAt,
    @Nullable String dataVersion,
    Days days,
    boolean billingPeriodOnly,
    List<PlannedPart> parts,
    long rows) {
  /** Keeps its own copy. */
  public Slice {
    parts = List.copyOf(parts);
  }

  /** The same with other days. */
  public Slice on(Days other) {
    return new Slice(runId, submittedAt, dataVersion, other, billingPeriodOnly, parts, rows);
  }

  /**
   * A part to read.
   *
   * @param rows what the manifest promises; -1 when it does not say
   */
  public record PlannedPart(StoredObject object, String format, long rows) {}
}
