package io.plimsoll.host.collect;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is shown for one export, scope and billing period.
 *
 * @param rollup the file in the workspace's folder of rollups
 * @param firstDay the earliest day of a charge; {@code null} without rows
 * @param lastDay the latest day of a charge; {@code null} without rows
 * @param fingerprint of everything that was read; the same fingerprint needs no reading
 */
public record Publication(
    String connection,
    String export,
    String scope,
    LocalDate period,
    String runId,
    String rollup,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    String fingerprint,
    @Nullable Instant submittedAt,
    PublishedSource source) {

  /** Whether this one cannot be shown beside the other: both hold the costs of one scope in one period. */
  public boolean takesThePlaceOf(Publication other) {
    return period.equals(other.period)
        && scope.equals(other.scope)
        && (connection.equals(other.connection) || RivalExports.isWorldwide(scope));
  }
}
