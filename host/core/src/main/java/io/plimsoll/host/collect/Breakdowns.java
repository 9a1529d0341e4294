package io.plimsoll.host.collect;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import java.util.ArrayList;
import java.util.List;

/** Sums a fresh rollup by day and by service, for its receipt. */
final class Breakdowns {
  private static final List<Metric> METRICS = List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST);

  private Breakdowns() {}

  static Breakdown of(CostEngine engine, Rollup rollup, RollupSummary summary) {
    if (summary.firstDay() == null || summary.lastDay() == null) {
      return new Breakdown(List.of(), List.of());
    }
    Period period = new Period(summary.firstDay(), summary.lastDay().plusDays(1));
    List<Breakdown.Day> days = new ArrayList<>();
    List<Breakdown.Service> services = new ArrayList<>();
    for (Metric metric : METRICS) {
      CostQuery question = CostQuery.of(metric, period);
      for (CostRow row : engine.answer(question.granularity(Granularity.DAY), List.of(rollup)).rows()) {
        days.add(new Breakdown.Day(row.start(), metric.column(), row.unit(), row.value()));
      }
      for (CostRow row : engine.answer(question.by("ServiceName"), List.of(rollup)).rows()) {
        services.add(new Breakdown.Service(row.keys().get(0), metric.column(), row.unit(), row.value()));
      }
    }
    return new Breakdown(days, services);
  }
}
