package com.example.embedding;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A detector of the embedding program itself, in no bundle: the dearest day judged is unusual. */
@Plugin(name = "dear-days", type = AnomalyDetector.class)
final class DearDays implements AnomalyDetector, AutoCloseable {
  final AtomicInteger closes = new AtomicInteger();

  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    List<Finding> findings = new ArrayList<>();
    int dearest = -1;
    for (int day = 0; day < series.days(); day++) {
      if (context.evaluate().contains(series.day(day)) && (dearest < 0 || series.cost(day) > series.cost(dearest))) {
        dearest = day;
      }
    }
    if (dearest >= 0 && series.cost(dearest) > 0) {
      LocalDate day = series.day(dearest);
      double cost = series.cost(dearest);
      findings.add(
          new Finding(new Period(day, day.plusDays(1)), Finding.Kind.SPIKE, 1, -1_000_000, cost, "It is the dearest day."));
    }
    return findings;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}
