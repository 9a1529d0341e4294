package io.plimsoll.api.collect;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One run of an export for one billing period, and what became of it here.
 *
 * @param export the export's name, or {@code loose}
 * @param scope what the export covers: the resource id of the export without its name
 * @param period first day of the billing period
 * @param id the run id of the manifest; made from the parts where there is none
 * @param submittedAt when the provider started it; {@code null} when unknown
 * @param rows rows read, or promised by the manifest when not read
 * @param message what the reader should know; empty when all is well
 * @param advice what to do; empty when nothing
 * @param changedAt when the state last changed
 */
public record Run(
    String connection,
    String export,
    String scope,
    LocalDate period,
    String id,
    @Nullable Instant submittedAt,
    String focusVersion,
    State state,
    int parts,
    long rows,
    String message,
    String advice,
    Instant changedAt) {

  /** What became of a run. */
  public enum State {
    /** Its numbers are the ones shown. */
    PUBLISHED,
    /** It was published and nothing of it changed since. */
    UNCHANGED,
    /** A later run took its place. */
    SUPERSEDED,
    /** Parts are missing or short; it is tried again. */
    INCOMPLETE,
    /** It cannot be read as FOCUS; somebody must act. */
    QUARANTINED,
    /** Several exports cover the same scope and period; somebody must choose. */
    AMBIGUOUS,
    /** Reading failed for a reason that may pass; it is tried again. */
    FAILED,
    /** It has no rows. */
    EMPTY,
    /** Its days are older than the retention window and were removed; it is not read again. */
    EXPIRED
  }
}
