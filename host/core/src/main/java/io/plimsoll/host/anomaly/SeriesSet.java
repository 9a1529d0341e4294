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
  private final long mostValues;
  private final Map<String, String> texts = new HashMap<>();
  private Map<Group, Days> groups = new LinkedHashMap<>();

  /**
   * @param dimensions the names of the groups' keys
   * @param period the days the series cover
   * @param mostValues how many days of all series together there may be
   */
  SeriesSet(List<String> dimensions, String metric, Period period, long mostValues) {
    this.dimensions = dimensions;
    this.metric = metric;
    this.period = period;
    this.length = (int) ChronoUnit.DAYS.between(period.from(), period.to());
    this.mostValues = mostValues;
  }

  /**
   * What makes sums one series. Values that are alike but for their numbers, as names of services and accounts are, would
   * have the same hash as a list of texts.
   */
  private static final class Group {
    private final List<@Nullable String> keys;
    private final String unit;
    private final int hash;

    Group(List<@Nullable String> keys, String unit) {
      this.keys = keys;
      this.unit = unit;
      long mixed = unit.hashCode();
      for (int i = 0; i < keys.size(); i++) {
        mixed = Judgements.mix(mixed, Objects.hashCode(keys.get(i)));
      }
      hash = (int) mixed;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Group group && hash == group.hash && unit.equals(group.unit) && keys.equals(group.keys);
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
        days = days(new Group(group.keys(), group.unit()));
        known[numbers[place]] = days;
      }
      days.costs()[index] += NearestDouble.of(day, place);
      days.present().set(index);
    }
    return place;
  }

  /** How many days the series cover. */
  int days() {
    return length;
  }

  /**
   * Adds what is known of a series already.
   *
   * @param without the days, counted from the first of the period, that are not taken over
   */
  void add(CostSeries known, BitSet without) {
    List<@Nullable String> keys = new ArrayList<>(dimensions.size());
    for (String dimension : dimensions) {
      keys.add(known.key().dimensions().get(dimension));
    }
    int offset = known.indexOf(period.from());
    Days days = null;
    for (int day = Math.max(0, -offset); day < Math.min(length, known.days() - offset); day++) {
      if (known.isPresent(day + offset) && !without.get(day)) {
        days = days == null ? days(new Group(keys, known.key().currency())) : days;
        days.costs()[day] = known.cost(day + offset);
        days.present().set(day);
      }
    }
  }

  private Days days(Group group) {
    Days known = groups.get(group);
    if (known != null) {
      return known;
    }
    if ((groups.size() + 1L) * length > mostValues) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "There are more than " + mostValues / length + " series of " + length + " days by "
              + String.join(", ", dimensions) + ", too many to judge in this memory.",
          "Use a detector that asks for fewer dimensions, or give the host more memory (-Xmx).");
    }
    Days days = new Days(new double[length], new BitSet(length));
    // Each answer brings its own copies of the same few texts.
    List<@Nullable String> own = new ArrayList<>(group.keys.size());
    group.keys.forEach(key -> own.add(key == null ? null : texts.computeIfAbsent(key, k -> k)));
    groups.put(new Group(own, group.unit), days);
    return days;
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

  private SeriesKey key(Group group) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      values.put(dimensions.get(i), Objects.requireNonNullElse(group.keys.get(i), ""));
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
