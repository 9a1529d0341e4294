package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes one of findings of several detectors about the same days of the same series. Pure. */
final class FindingMerge {
  /** Findings this close belong together. */
  private static final int GAP_DAYS = 3;

  private FindingMerge() {}

  static List<Found> merge(List<Found> found) {
    List<Found> kept = new ArrayList<>();
    List<Found> ordered = new ArrayList<>(found);
    // What never cost anything before says more than that it costs more than before.
    ordered.sort(
        Comparator.comparing((Found f) -> f.finding().kind() == Finding.Kind.NEW_CHARGE ? 0 : 1)
            .thenComparing(f -> -Math.abs(f.finding().excess())));
    for (Found one : ordered) {
      if (kept.stream().noneMatch(k -> sameEpisode(k, one))) {
        kept.add(one);
      }
    }
    return kept;
  }

  private static boolean sameEpisode(Found a, Found b) {
    if (!a.series().equals(b.series()) || a.finding().excess() < 0 != b.finding().excess() < 0) {
      return false;
    }
    LocalDate from = a.finding().days().from().minusDays(GAP_DAYS);
    LocalDate to = a.finding().days().to().plusDays(GAP_DAYS);
    return b.finding().days().from().isBefore(to) && b.finding().days().to().isAfter(from);
  }
}
