package io.plimsoll.host.anomaly;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.DailySums;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns sums by day into series, however many: a series holds eight bytes a day. Not thread-safe. */
final class SeriesSet {
  /** How many groups get all of their days before the next ones do. */
  private static final int TOGETHER = 256;

  private final List<String> dimensions;
  private final String metric;
  private final Period period;
  private final int length;
  private final Period whole;
  private final long mostSeries;
  private final Map<String, String> texts = new HashMap<>();
  private Map<Group, Days> groups = new LinkedHashMap<>();

  /**
   * @param dimensions the names of the groups' keys
   * @param period the days that sums are added of
   * @param whole the days the series cover in the end
   * @param mostValues how many days of all series together there may be
   */
  SeriesSet(List<String> dimensions, String metric, Period period, Period whole, long mostValues) {
    this.dimensions = dimensions;
    this.metric = metric;
    this.period = period;
    this.length = days(period);
    this.whole = whole;
    this.mostSeries = mostValues / days(whole);
  }

  private static int days(Period period) {
    return (int) ChronoUnit.DAYS.between(period.from(), period.to());
  }

  /**
   * What makes sums one series; a charge without a value is in the series without one. Values that are alike but for their
   * numbers, as names of services and accounts are, would have the same hash as a list of texts.
   */
  private static final class Group {
    private final String[] keys;
    private final String unit;
    private final int hash;

    Group(String[] keys, String unit) {
      this.keys = keys;
      this.unit = unit;
      long mixed = unit.hashCode();
      for (String key : keys) {
        mixed = Judgements.mix(mixed, key.hashCode());
      }
      hash = (int) mixed;
    }

    static Group of(List<@Nullable String> values, String unit) {
      String[] keys = new String[values.size()];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = Objects.requireNonNullElse(values.get(i), "");
      }
      return new Group(keys, unit);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Group group && hash == group.hash && unit.equals(group.unit) && Arrays.equals(keys, group.keys);
    }
  }

  /** One series under way. */
  private record Days(double[] costs, BitSet present) {}

  /**
   * Adds sums of days of the period.
   *
   * @throws PlimsollException {@code LIMIT_EXCEEDED} for more values than can be judged
   */
  void add(DailySums sums) {
    List<DailySums.Day> within =
        sums.days().stream().filter(day -> day.day().isBefore(period.to()) && !day.day().isBefore(period.from())).toList();
    // Each group is looked up once, however many days it has, and some groups get all of their days before the next ones
    // do: a series is a place in memory of its own, which is slow to come to.
    Days[] known = new Days[sums.groups().size()];
    int[] places = new int[within.size()];
    for (int end = TOGETHER; end - TOGETHER < known.length; end += TOGETHER) {
      for (int i = 0; i < places.length; i++) {
        places[i] = add(within.get(i), places[i], end, known, sums.groups());
      }
    }
  }

  /** Adds the sums of a day from a place on, of groups before some number; answers the place behind them. */
  private int add(DailySums.Day day, int from, int end, Days[] known, List<DailySums.Group> groups) {
    int index = (int) (day.day().toEpochDay() - period.from().toEpochDay());
    int[] numbers = day.groups();
    int place = from;
    for (; place < numbers.length && numbers[place] < end; place++) {
      Days days = known[numbers[place]];
      if (days == null) {
        DailySums.Group group = groups.get(numbers[place]);
        if (group.unit() == null) {
          continue;
        }
        days = days(Group.of(group.keys(), group.unit()));
        known[numbers[place]] = days;
      }
      days.costs()[index] += NearestDouble.of(day, place);
      days.present().set(index);
    }
    return place;
  }

  private Days days(Group group) {
    Days known = groups.get(group);
    if (known != null) {
      return known;
    }
    refuse(groups.size() + 1L);
    Days days = new Days(new double[length], new BitSet(length));
    // Each answer brings its own copies of the same few texts.
    String[] own = Arrays.stream(group.keys).map(key -> texts.computeIfAbsent(key, k -> k)).toArray(String[]::new);
    groups.put(new Group(own, group.unit), days);
    return days;
  }

  private void refuse(long series) {
    if (series > mostSeries) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "There are more than " + mostSeries + " series of " + days(whole) + " days by "
              + String.join(", ", dimensions) + ", too many to judge in this memory.",
          "Use a detector that asks for fewer dimensions, or give the host more memory (-Xmx).");
    }
  }

  /** The series of all sums, in the order in which they came; afterwards the set is empty. */
  List<CostSeries> series() {
    List<CostSeries> series = new ArrayList<>(groups.size());
    groups.entrySet().removeIf(
        group -> {
          // One by one, so that there is never a second copy of all.
          series.add(
              new CostSeries(
                  key(group.getKey()), period.from(), group.getValue().costs(), group.getValue().present()));
          return true;
        });
    groups = new LinkedHashMap<>();
    return series;
  }

  /**
   * Series as they were with what this set says of days that were read again, then those that are new; afterwards the set
   * is empty. A series of which nothing changed is the very same.
   *
   * @param before all cover the same days
   * @param again the days that were read again, counted from the first of the whole period
   */
  List<CostSeries> over(List<CostSeries> before, BitSet again) {
    int offset = days(new Period(whole.from(), period.from()));
    List<CostSeries> series = new ArrayList<>(before.size());
    for (CostSeries known : before) {
      String[] keys = dimensions.stream().map(d -> known.key().dimensions().getOrDefault(d, "")).toArray(String[]::new);
      Days read = groups.remove(new Group(keys, known.key().currency()));
      if (isSame(known, read, again, offset)) {
        series.add(known);
        continue;
      }
      Days joined = joined(known, read, again, offset);
      if (!joined.present().isEmpty()) {
        series.add(new CostSeries(known.key(), whole.from(), joined.costs(), joined.present()));
      }
    }
    groups.forEach(
        (group, read) -> {
          Days all = empty();
          System.arraycopy(read.costs(), 0, all.costs(), offset, length);
          read.present().stream().forEach(day -> all.present().set(day + offset));
          series.add(new CostSeries(key(group), whole.from(), all.costs(), all.present()));
        });
    groups = new LinkedHashMap<>();
    refuse(series.size());
    return series;
  }

  private Days empty() {
    int days = days(whole);
    return new Days(new double[days], new BitSet(days));
  }

  private boolean isSame(CostSeries known, @Nullable Days read, BitSet again, int offset) {
    boolean same = known.days() == days(whole) && known.day(0).equals(whole.from());
    for (int day = again.nextSetBit(0); same && day >= 0; day = again.nextSetBit(day + 1)) {
      boolean is = read != null && read.present().get(day - offset);
      same = is == known.isPresent(day) && (!is || read.costs()[day - offset] == known.cost(day));
    }
    return same;
  }

  private Days joined(CostSeries known, @Nullable Days read, BitSet again, int offset) {
    Days all = empty();
    int shift = known.indexOf(whole.from());
    int end = Math.min(all.costs().length, known.days() - shift);
    for (int day = Math.max(0, -shift); day < end; day++) {
      if (known.isPresent(day + shift) && !again.get(day)) {
        all.costs()[day] = known.cost(day + shift);
        all.present().set(day);
      }
    }
    for (int day = again.nextSetBit(0); read != null && day >= 0; day = again.nextSetBit(day + 1)) {
      if (read.present().get(day - offset)) {
        all.costs()[day] = read.costs()[day - offset];
        all.present().set(day);
      }
    }
    return all;
  }

  private SeriesKey key(Group group) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      values.put(dimensions.get(i), group.keys[i]);
    }
    return new SeriesKey(values, metric, group.unit);
  }

  /** The days on which no series has a charge: an export did not cover them. */
  static Set<LocalDate> missing(List<CostSeries> series) {
    Set<LocalDate> missing = new HashSet<>();
    if (series.isEmpty()) {
      return missing;
    }
    BitSet covered = new BitSet();
    int days = series.get(0).days();
    for (CostSeries one : series) {
      for (int day = covered.nextClearBit(0); day < days; day = covered.nextClearBit(day + 1)) {
        if (one.isPresent(day)) {
          covered.set(day);
        }
      }
    }
    for (int day = covered.nextClearBit(0); day < days; day = covered.nextClearBit(day + 1)) {
      missing.add(series.get(0).day(day));
    }
    return missing;
  }
}
