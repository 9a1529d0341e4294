package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.engine.columnar.QuerySlices.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers one question. Used once. */
final class QueryRun {
  private static final String BILLING_PERIOD = "BillingPeriodStart";

  /** Facts that are worth a thread. */
  private static final int MIN_SHARE = 50_000;

  /** A group with what mostly settles its place among others. */
  private static final class Ranked {
    final int group;
    final long rank;
    private @Nullable List<@Nullable String> keys;

    Ranked(int group, long rank) {
      this.group = group;
      this.rank = rank;
    }

    List<@Nullable String> keys(Function<Integer, List<@Nullable String>> of) {
      List<@Nullable String> known = keys;
      if (known == null) {
        known = of.apply(group);
        keys = known;
      }
      return known;
    }
  }

  private final CostQuery query;
  private final List<RollupImage> images;
  private final int limit;
  private final QuerySlices slices;
  private final Crew crew;
  private final List<CostRow> rows = new ArrayList<>();

  QueryRun(CostQuery query, List<RollupImage> images, int limit, Crew crew) {
    this.query = query;
    this.images = images;
    this.limit = limit;
    this.crew = crew;
    slices = new QuerySlices(query, images);
  }

  CostAnswer answer() {
    if (query.granularity() == Granularity.BILLING_PERIOD) {
      images.forEach(image -> Held.key(image, BILLING_PERIOD));
    }
    if (images.isEmpty()) {
      return new CostAnswer(List.of(), 0);
    }
    Grouping grouping = new Grouping(query.by(), query.metric().unitColumn(), images, limit);
    List<Slice> days = slices.of(grouping);
    long scanned = days.stream().mapToLong(slice -> slice.segment.facts()).sum();
    int groups = grouping.size();
    if (query.top() > 0 && !query.by().isEmpty()) {
      Sums totals = sum(days, groups);
      TopGroups top = new TopGroups(grouping, totals, query.top(), query.by().size());
      if (query.granularity() == Granularity.NONE) {
        addRows(null, top.collapse(totals), 0, top.size(), top::keys, top::unit);
      } else {
        collapse(days, top);
        addTimes(days, top.size(), top::keys, top::unit);
      }
    } else {
      addTimes(days, groups, grouping::keys, group -> grouping.unit(grouping.unitCode(group)));
    }
    return new CostAnswer(rows, scanned);
  }

  private static void collapse(List<Slice> slices, TopGroups top) {
    Map<int[], int[]> done = new IdentityHashMap<>();
    for (Slice slice : slices) {
      slice.cells = done.computeIfAbsent(slice.cells, top::collapse);
    }
  }

  /** Sums of all these days; a question over many facts is shared among threads. */
  private Sums sum(List<Slice> slices, int cells) {
    List<List<Slice>> shares = shares(slices, cells);
    Sums[] parts = new Sums[shares.size()];
    List<Runnable> work = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      int share = i;
      work.add(() -> parts[share] = sumAlone(shares.get(share), cells));
    }
    crew.all(work);
    for (int i = 1; i < parts.length; i++) {
      parts[0].addAll(parts[i]);
    }
    parts[0].settle();
    return parts[0];
  }

  /** Each thread has sums of its own, which have to be worth their memory. */
  private List<List<Slice>> shares(List<Slice> slices, int cells) {
    long facts = slices.stream().mapToLong(slice -> slice.segment.facts()).sum();
    int wanted = (int) Math.min(crew.size(), facts / Math.max(MIN_SHARE, cells));
    if (wanted <= 1) {
      return List.of(slices);
    }
    List<List<Slice>> shares = new ArrayList<>();
    List<Slice> share = new ArrayList<>();
    long taken = 0;
    for (Slice slice : slices) {
      share.add(slice);
      taken += slice.segment.facts();
      if (taken * wanted >= facts * (shares.size() + 1)) {
        shares.add(share);
        share = new ArrayList<>();
      }
    }
    return shares;
  }

  private Sums sumAlone(List<Slice> days, int cells) {
    Sums sums = new Sums(cells);
    slices.add(days, new FactScan(), sums);
    return sums;
  }

  private void addTimes(
      List<Slice> slices,
      int groups,
      Function<Integer, List<@Nullable String>> keys,
      Function<Integer, @Nullable String> unit) {
    switch (query.granularity()) {
      case NONE -> addRows(null, sum(slices, groups), 0, groups, keys, unit);
      case BILLING_PERIOD -> addBillingPeriods(slices, groups, keys, unit);
      default -> {
        Map<LocalDate, List<Slice>> times = new TreeMap<>();
        for (Slice slice : slices) {
          LocalDate day = LocalDate.ofEpochDay(slice.segment.epochDay());
          LocalDate start = query.granularity() == Granularity.MONTH ? day.withDayOfMonth(1) : day;
          times.computeIfAbsent(start, s -> new ArrayList<>()).add(slice);
        }
        addStarts(times, groups, keys, unit);
      }
    }
  }

  /** Sums as many starts side by side as there are threads. */
  private void addStarts(
      Map<LocalDate, List<Slice>> times,
      int groups,
      Function<Integer, List<@Nullable String>> keys,
      Function<Integer, @Nullable String> unit) {
    List<LocalDate> starts = new ArrayList<>(times.keySet());
    for (int from = 0; from < starts.size(); from += crew.size()) {
      int first = from;
      Sums[] sums = new Sums[Math.min(crew.size(), starts.size() - from)];
      List<Runnable> work = new ArrayList<>();
      for (int i = 0; i < sums.length; i++) {
        int at = i;
        work.add(
            () -> {
              sums[at] = sumAlone(times.get(starts.get(first + at)), groups);
              sums[at].settle();
            });
      }
      crew.all(work);
      for (int i = 0; i < sums.length; i++) {
        addRows(starts.get(from + i), sums[i], 0, groups, keys, unit);
      }
    }
  }

  /** The billing period belongs to the entity: cells are groups times billing periods. */
  private void addBillingPeriods(
      List<Slice> slices,
      int groups,
      Function<Integer, List<@Nullable String>> keys,
      Function<Integer, @Nullable String> unit) {
    DimensionValues periods =
        DimensionValues.of(new Dimension.Column(BILLING_PERIOD), images, QueryRun::date);
    // Most cells stay empty: a group has one billing period or two.
    if ((long) periods.size() * groups > 4L * limit) {
      throw PairCodes.tooMany(limit);
    }
    Map<int[], int[]> done = new IdentityHashMap<>();
    for (Slice slice : slices) {
      slice.cells = done.computeIfAbsent(slice.cells, cells -> cells(cells, slice.rollup, periods, groups));
    }
    Sums sums = sum(slices, periods.size() * groups);
    List<Integer> order = new ArrayList<>();
    for (int code = 0; code < periods.size(); code++) {
      order.add(code);
    }
    order.sort(Comparator.comparing(periods::text, Comparator.nullsLast(Comparator.naturalOrder())));
    for (int code : order) {
      String start = periods.text(code);
      addRows(start == null ? null : LocalDate.parse(start), sums, code * groups, groups, keys, unit);
    }
  }

  private static int[] cells(int[] groupOf, int rollup, DimensionValues periods, int groups) {
    int[] cells = new int[groupOf.length];
    int[] codes = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (int b = 0; b < PackedInts.blocks(cells.length); b++) {
      int count = periods.read(rollup, b, codes, scratch);
      for (int i = 0; i < count; i++) {
        int group = groupOf[b * PackedInts.BLOCK + i];
        cells[b * PackedInts.BLOCK + i] = group < 0 ? -1 : codes[i] * groups + group;
      }
    }
    return cells;
  }

  /** The date that a billing period's text begins with. */
  private static String date(String text) {
    return text.length() > 10 ? text.substring(0, 10) : text;
  }

  private void addRows(
      @Nullable LocalDate start,
      Sums sums,
      int from,
      int count,
      Function<Integer, List<@Nullable String>> keys,
      Function<Integer, @Nullable String> unit) {
    List<Ranked> present = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (sums.isPresent(from + i)) {
        present.add(new Ranked(i, sums.rank(from + i)));
      }
    }
    if (rows.size() + present.size() > limit) {
      throw PairCodes.tooMany(limit);
    }
    present.sort((a, b) -> {
      int order = Long.compare(b.rank, a.rank);
      order = order != 0 ? order : sums.compare(from + b.group, from + a.group);
      order = order != 0 ? order : RowOrder.compare(a.keys(keys), b.keys(keys));
      return order != 0 ? order : RowOrder.compare(unit.apply(a.group), unit.apply(b.group));
    });
    for (Ranked cell : present) {
      int group = cell.group;
      rows.add(new CostRow(start, cell.keys(keys), unit.apply(group), sums.value(from + group, slices.scale()), null));
    }
  }
}
