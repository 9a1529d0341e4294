package io.plimsoll.host.collect;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up totals of several rollups, each metric and unit apart. */
public final class Totals {
  private static final Comparator<MetricTotal> ORDER =
      Comparator.comparing(MetricTotal::metric)
          .thenComparing(MetricTotal::unit, Comparator.nullsLast(Comparator.naturalOrder()));

  private Totals() {}

  private record Key(Metric metric, @Nullable String unit) {}

  /** The sums, ordered by metric and unit. */
  public static List<MetricTotal> sum(List<List<MetricTotal>> all) {
    Map<Key, BigDecimal> sums = new LinkedHashMap<>();
    for (List<MetricTotal> totals : all) {
      totals.forEach(t -> sums.merge(new Key(t.metric(), t.unit()), t.value(), BigDecimal::add));
    }
    return sums.entrySet().stream()
        .map(e -> new MetricTotal(e.getKey().metric(), e.getKey().unit(), e.getValue()))
        .sorted(ORDER)
        .toList();
  }
}
