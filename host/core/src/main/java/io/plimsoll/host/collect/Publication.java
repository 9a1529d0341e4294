package io.plimsoll.host.collect;

import io.plimsoll.api.cost.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is shown for one export, scope and billing period.
 *
 * @param pieces rollups that together hold it; no day is shown from two of them
 * @param firstDay the earliest day of a charge; {@code null} without rows
 * @param lastDay the latest day of a charge; {@code null} without rows
 * @param fingerprint of everything that counts; the same fingerprint needs no reading
 */
public record Publication(
    String connection,
    String export,
    String scope,
    LocalDate period,
    String runId,
    List<Piece> pieces,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    String fingerprint,
    @Nullable Instant submittedAt,
    PublishedSource source) {
  /** Keeps its own copy. */
  public Publication {
    pieces = List.copyOf(pieces);
  }

  /**
   * A rollup and what is shown of it.
   *
   * @param rollup the file in the workspace's folder of rollups
   * @param without days it holds that were replaced since, in order
   */
  public record Piece(String rollup, List<LocalDate> without) {
    /** Keeps its own copy. */
    public Piece {
      without = without.stream().distinct().sorted().toList();
    }

    /** The days it is shown without. */
    public Set<LocalDate> leftOut() {
      return Set.copyOf(without);
    }
  }

  /** The files of its pieces. */
  public List<String> rollups() {
    return pieces.stream().map(Piece::rollup).toList();
  }

  /** Whether it has charges on days of a period, or between them. */
  public boolean touches(Period days) {
    return firstDay != null && lastDay != null && firstDay.isBefore(days.to()) && !lastDay.isBefore(days.from());
  }

  /** Whether this one cannot be shown beside the other: both hold the costs of one scope in one period. */
  public boolean takesThePlaceOf(Publication other) {
    return period.equals(other.period)
        && scope.equals(other.scope)
        && (connection.equals(other.connection) || RivalExports.isWorldwide(scope));
  }
}
