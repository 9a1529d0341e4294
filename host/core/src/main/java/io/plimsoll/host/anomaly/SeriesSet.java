package io.plimsoll.host.anomaly;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns daily rows into series. Pure. */
final class SeriesSet {
  /** More would be a detector's mistake, and would not fit the memory of a small host. */
  private static final long MOST_VALUES = 10_000_000;

  private SeriesSet() {}

  /** What makes rows one series. */
  private record Group(List<@Nullable String> keys, String unit) {}

  /** One series under way. */
  private record Days(double[] costs, BitSet present) {}

  /**
   * @param dimensions the names of the rows' keys
   * @param period the days the series cover
   * @throws PlimsollException {@code LIMIT_EXCEEDED} for more values than can be judged
   */
  static List<CostSeries> of(List<CostRow> rows, List<String> dimensions, String metric, Period period) {
    int length = (int) ChronoUnit.DAYS.between(period.from(), period.to());
    long first = period.from().toEpochDay();
    Map<Group, Days> groups = new LinkedHashMap<>();
    for (CostRow row : rows) {
      LocalDate day = row.start();
      if (day == null || row.unit() == null || !period.contains(day)) {
        continue;
      }
      Days days =
          groups.computeIfAbsent(
              new Group(row.keys(), row.unit()), g -> new Days(new double[length], new BitSet(length)));
      if ((long) groups.size() * length > MOST_VALUES) {
        throw new PlimsollException(
            ErrorCode.LIMIT_EXCEEDED,
            "There are more than " + MOST_VALUES / length + " series by " + String.join(", ", dimensions)
                + ", too many to judge.",
            "Use a detector that asks for fewer dimensions.");
      }
      int index = (int) (day.toEpochDay() - first);
      days.costs()[index] += approximate(row.value());
      days.present().set(index);
    }
    List<CostSeries> series = new ArrayList<>(groups.size());
    groups.forEach(
        (group, days) -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (int i = 0; i < dimensions.size(); i++) {
            values.put(dimensions.get(i), Objects.requireNonNullElse(group.keys().get(i), ""));
          }
          series.add(
              new CostSeries(new SeriesKey(values, metric, group.unit()), period.from(), days.costs(), days.present()));
        });
    return series;
  }

  /**
   * As {@link BigDecimal#doubleValue}, but for the last bit or two, of which no detector takes notice: the JDK turns a
   * number of many digits into text and reads it again, which took longer than the detectors.
   */
  static double approximate(BigDecimal value) {
    return value.unscaledValue().doubleValue() / Math.pow(10, value.scale());
  }

  /** The days on which no series has a charge: an export did not cover them. */
  static Set<LocalDate> missing(List<CostSeries> series) {
    Set<LocalDate> missing = new HashSet<>();
    if (series.isEmpty()) {
      return missing;
    }
    BitSet covered = new BitSet();
    for (CostSeries one : series) {
      for (int day = 0; day < one.days(); day++) {
        if (one.isPresent(day)) {
          covered.set(day);
        }
      }
    }
    CostSeries any = series.get(0);
    for (int day = covered.nextClearBit(0); day < any.days(); day = covered.nextClearBit(day + 1)) {
      missing.add(any.day(day));
    }
    return missing;
  }
}
