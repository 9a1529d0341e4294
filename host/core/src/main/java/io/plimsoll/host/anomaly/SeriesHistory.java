package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
import java.lang.ref.SoftReference;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series of an organisation, kept from one evaluation to the next: eight bytes a day and series. Only days are read
 * again of which a publication changed, came or went. Given back when memory is short, and lost with the process; then all
 * days are read again. Thread-safe.
 */
public final class SeriesHistory {
  /** Of the heap, what the values of the series may take: they are there twice while days are replaced. */
  private static final int PART_OF_HEAP = 4;

  private final Map<List<Dimension>, SoftReference<Kept>> kept = new HashMap<>();

  /**
   * Series as they were read last.
   *
   * @param shown what was published then
   */
  private record Kept(Filter filter, Period days, Set<Publication> shown, List<CostSeries> series) {}

  /**
   * The series by some dimensions.
   *
   * @param filter which charges count
   * @param days that the series cover
   * @param shown all that is published
   */
  synchronized List<CostSeries> of(
      PublishedCosts costs, Filter filter, Period days, List<Publication> shown, List<Dimension> by) {
    Kept before = known(filter, by);
    Set<Publication> now = Set.copyOf(shown);
    if (before != null && before.days.equals(days) && before.shown.equals(now)) {
      return before.series;
    }
    BitSet unread = new BitSet();
    if (before == null) {
      mark(unread, days, days.from(), days.to());
    } else {
      unread = changed(before, days, now);
    }
    Period read =
        unread.isEmpty()
            ? new Period(days.from(), days.from())
            : new Period(days.from().plusDays(unread.nextSetBit(0)), days.from().plusDays(unread.length()));
    SeriesSet set =
        new SeriesSet(
            by.stream().map(Dimension::name).toList(), Metric.EFFECTIVE_COST.column(), read, days,
            Runtime.getRuntime().maxMemory() / PART_OF_HEAP / Double.BYTES);
    read(costs, filter, by, days, unread, set);
    Kept after = new Kept(filter, days, now, before == null ? set.series() : set.over(before.series, unread));
    kept.put(by, new SoftReference<>(after));
    return after.series;
  }

  private @Nullable Kept known(Filter filter, List<Dimension> by) {
    SoftReference<Kept> reference = kept.get(by);
    Kept before = reference == null ? null : reference.get();
    return before != null && before.filter.equals(filter) ? before : null;
  }

  /** The days, counted from the first, that were not there before or of which something else is published. */
  private static BitSet changed(Kept before, Period days, Set<Publication> now) {
    Set<Publication> others = new HashSet<>(before.shown);
    others.removeAll(now);
    now.stream().filter(one -> !before.shown.contains(one)).forEach(others::add);
    BitSet changed = new BitSet();
    mark(changed, days, days.from(), before.days.from());
    mark(changed, days, before.days.to(), days.to());
    for (Publication one : others) {
      if (one.firstDay() != null && one.lastDay() != null) {
        mark(changed, days, one.firstDay(), one.lastDay().plusDays(1));
      }
    }
    return changed;
  }

  private static void mark(BitSet set, Period all, LocalDate first, LocalDate end) {
    long from = Math.max(0, first.toEpochDay() - all.from().toEpochDay());
    long to = Math.min(all.to().toEpochDay(), end.toEpochDay()) - all.from().toEpochDay();
    if (from < to) {
      set.set((int) from, (int) to);
    }
  }

  private static void read(
      PublishedCosts costs, Filter filter, List<Dimension> by, Period days, BitSet unread, SeriesSet into) {
    for (int from = unread.nextSetBit(0); from >= 0; ) {
      int to = unread.nextClearBit(from);
      Period piece = new Period(days.from().plusDays(from), days.from().plusDays(to));
      DayPieces.each(
          costs,
          new CostQuery(Metric.EFFECTIVE_COST, piece, by, Granularity.DAY, filter, 0, CostQuery.Comparison.NONE),
          null, into::add);
      from = unread.nextSetBit(to);
    }
  }
}
