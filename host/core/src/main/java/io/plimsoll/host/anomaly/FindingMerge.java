package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes one of findings that are about the same. Pure.
 *
 * <p>Findings of several detectors about the same days of one series are one. Of series of which one holds the other,
 * the lowest that explains four fifths of the difference stays; where none of those below does, they are all the one
 * above. That an amount was passed which people set is told beside whatever else there is to tell of those days.
 */
public final class FindingMerge {
  /** The part of a difference that a series below must explain to be the one that is told. */
  private static final double EXPLAINS = 0.8;

  private FindingMerge() {}

  /** One finding for each episode, of the series that says most. */
  public static List<Found> merge(List<Found> found) {
    Map<Boolean, List<Found>> byAmount = found.stream().collect(Collectors.partitioningBy(FindingMerge::passesAnAmount));
    List<Found> merged = new ArrayList<>(collapsed(ofOneSeries(byAmount.get(false))));
    merged.addAll(ofOneSeries(byAmount.get(true)));
    return merged;
  }

  static boolean passesAnAmount(Found found) {
    return found.finding().kind() == Finding.Kind.THRESHOLD;
  }

  private static List<Found> ofOneSeries(List<Found> found) {
    List<Found> kept = new ArrayList<>();
    List<Found> ordered = new ArrayList<>(found);
    // What never cost anything before says more than that it costs more than before.
    ordered.sort(
        Comparator.comparing((Found f) -> f.finding().kind() == Finding.Kind.NEW_CHARGE ? 0 : 1)
            .thenComparing(f -> -Math.abs(f.finding().excess())));
    for (Found one : ordered) {
      if (kept.stream().noneMatch(k -> k.series().equals(one.series()) && sameEpisode(k, one))) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** From the widest series down, so that what collapsed once is not looked at again. */
  private static List<Found> collapsed(List<Found> found) {
    List<Found> wide =
        found.stream().sorted(Comparator.comparingInt((Found f) -> f.series().dimensions().size())).toList();
    Set<Found> gone = new HashSet<>();
    for (Found above : wide) {
      if (gone.contains(above)) {
        continue;
      }
      List<Found> below =
          wide.stream().filter(f -> !gone.contains(f) && holds(above.series(), f.series()) && sameEpisode(above, f)).toList();
      double least = EXPLAINS * Math.abs(above.finding().excess());
      if (below.stream().anyMatch(f -> Math.abs(f.finding().excess()) >= least)) {
        gone.add(above);
      } else {
        gone.addAll(below);
      }
    }
    return found.stream().filter(f -> !gone.contains(f)).toList();
  }

  /** Whether all costs of one series are costs of the other, which has more. */
  private static boolean holds(SeriesKey above, SeriesKey below) {
    Map<String, String> values = above.dimensions();
    return values.size() < below.dimensions().size()
        && below.dimensions().entrySet().containsAll(values.entrySet())
        && above.metric().equals(below.metric())
        && above.currency().equals(below.currency());
  }

  private static boolean sameEpisode(Found a, Found b) {
    if (a.finding().excess() < 0 != b.finding().excess() < 0) {
      return false;
    }
    return Trail.near(a.finding().days(), b.finding().days());
  }
}
