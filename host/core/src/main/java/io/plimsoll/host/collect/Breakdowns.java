package io.plimsoll.host.collect;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sums what is about to be published by day and by service, for its receipt. */
final class Breakdowns {
  private static final List<Metric> METRICS = List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST);

  private Breakdowns() {}

  /** The breakdown of all of these rollups together. */
  static Breakdown of(CostEngine engine, List<Rollup> rollups) {
    List<Breakdown.Service> services = new ArrayList<>();
    Period period = period(rollups);
    if (period != null) {
      for (Metric metric : METRICS) {
        for (CostRow row : engine.answer(CostQuery.of(metric, period).by("ServiceName"), rollups).rows()) {
          services.add(new Breakdown.Service(row.keys().get(0), metric.column(), row.unit(), row.value()));
        }
      }
    }
    return new Breakdown(days(engine, rollups), services);
  }

  /** The sums of each day. */
  static List<Breakdown.Day> days(CostEngine engine, List<Rollup> rollups) {
    List<Breakdown.Day> days = new ArrayList<>();
    Period period = period(rollups);
    if (period != null) {
      for (Metric metric : METRICS) {
        CostQuery question = CostQuery.of(metric, period).granularity(Granularity.DAY);
        for (CostRow row : engine.answer(question, rollups).rows()) {
          days.add(new Breakdown.Day(Objects.requireNonNull(row.start()), metric.column(), row.unit(), row.value()));
        }
      }
    }
    return days;
  }

  /** The days that a rollup holds. */
  static Set<LocalDate> dates(CostEngine engine, Rollup rollup) {
    Set<LocalDate> dates = new TreeSet<>();
    Period period = period(List.of(rollup));
    if (period != null) {
      CostQuery question = CostQuery.of(METRICS.get(0), period).granularity(Granularity.DAY);
      engine.answer(question, List.of(rollup)).rows().forEach(row -> dates.add(Objects.requireNonNull(row.start())));
    }
    return dates;
  }

  private static @Nullable Period period(List<Rollup> rollups) {
    LocalDate first = null;
    LocalDate last = null;
    for (Rollup rollup : rollups) {
      RollupSummary summary = rollup.summary();
      if (summary.firstDay() != null && summary.lastDay() != null) {
        first = first == null || summary.firstDay().isBefore(first) ? summary.firstDay() : first;
        last = last == null || summary.lastDay().isAfter(last) ? summary.lastDay() : last;
      }
    }
    return first == null || last == null ? null : new Period(first, last.plusDays(1));
  }
}
