package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.engine.columnar.QuerySlices.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sums the groups of one question on each day: each day is scanned once, several side by side. Used once. */
final class DailyRun {
  private final CostQuery query;
  private final List<RollupImage> images;
  private final int limit;
  private final Crew crew;

  DailyRun(CostQuery query, List<RollupImage> images, int limit, Crew crew) {
    this.query = query;
    this.images = images;
    this.limit = limit;
    this.crew = crew;
  }

  DailySums sums() {
    QuerySlices slices = new QuerySlices(query, images);
    if (images.isEmpty()) {
      return DailySums.NONE;
    }
    Grouping grouping = new Grouping(query.by(), query.metric().unitColumn(), images, limit);
    Map<Integer, List<Slice>> byDay = new TreeMap<>();
    slices.of(grouping).forEach(slice -> byDay.computeIfAbsent(slice.segment.epochDay(), d -> new ArrayList<>()).add(slice));
    List<List<Slice>> days = List.copyOf(byDay.values());
    DailySums.Day[] summed = new DailySums.Day[days.size()];
    AtomicInteger next = new AtomicInteger();
    Runnable some =
        () -> {
          Sums sums = new Sums(grouping.size());
          FactScan scan = new FactScan();
          for (int day = next.getAndIncrement(); day < summed.length; day = next.getAndIncrement()) {
            sums.clear();
            slices.add(days.get(day), scan, sums);
            sums.settle();
            summed[day] = sums.day(LocalDate.ofEpochDay(days.get(day).get(0).segment.epochDay()), slices.scale());
          }
        };
    crew.all(Collections.nCopies(Math.min(crew.size(), days.size()), some));
    return named(grouping, Arrays.stream(summed).filter(day -> day.size() > 0).toList());
  }

  /** Numbers the groups that have a sum anew, when some have none. */
  private static DailySums named(Grouping grouping, List<DailySums.Day> days) {
    BitSet used = new BitSet(grouping.size());
    days.forEach(day -> Arrays.stream(day.groups()).forEach(used::set));
    int[] numbers = new int[used.length()];
    List<DailySums.Group> groups = new ArrayList<>(used.cardinality());
    for (int group = used.nextSetBit(0); group >= 0; group = used.nextSetBit(group + 1)) {
      numbers[group] = groups.size();
      groups.add(new DailySums.Group(grouping.keys(group), grouping.unit(grouping.unitCode(group))));
    }
    if (numbers.length > groups.size()) {
      days.forEach(day -> Arrays.setAll(day.groups(), i -> numbers[day.groups()[i]]));
    }
    return new DailySums(groups, days);
  }
}
