package io.plimsoll.generator;

import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Exact sums, to be added up along any of their parts. */
public record Totals(List<Total> all) {
  /** Keeps its own copy. */
  public Totals {
    all = List.copyOf(all);
  }

  /** Those that match. */
  public Totals where(Predicate<Total> matches) {
    return new Totals(all.stream().filter(matches).toList());
  }

  /** Those of an export. */
  public Totals of(String export) {
    return where(t -> t.export().equals(export));
  }

  /** Those of a billing month. */
  public Totals of(YearMonth month) {
    return where(t -> t.month().equals(month));
  }

  /** The sum of a metric in a unit. */
  public BigDecimal sum(Metric metric, String unit) {
    return by(metric, Total::unit).getOrDefault(unit, BigDecimal.ZERO);
  }

  /** The sums of a metric by a part, such as {@code Total::serviceName}; units are added up as they come. */
  public <K extends Comparable<K>> Map<K, BigDecimal> by(Metric metric, Function<Total, K> part) {
    Map<K, BigDecimal> sums = new TreeMap<>();
    for (Total total : all) {
      if (total.metric() == metric) {
        sums.merge(part.apply(total), total.amount(), BigDecimal::add);
      }
    }
    return sums;
  }
}
