package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import io.plimsoll.host.anomaly.Episodes;
import io.plimsoll.host.anomaly.FindingMerge;
import io.plimsoll.host.anomaly.FindingRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets detectors judge a history day by day: each day with the figures known then, the days that may still have
 * changed again, all findings merged as the host merges them every night. Pure, and used by one thread.
 */
final class Backtest {
  private final Map<String, AnomalyDetector> detectors;
  private final History history;

  /** @param detectors by name */
  Backtest(Map<String, AnomalyDetector> detectors, History history) {
    this.detectors = detectors;
    this.history = history;
  }

  /**
   * What users would have been told of a series, in the order of the days they would have been told.
   *
   * @param evaluations the days on which the costs would have been judged
   */
  List<Alert> alerts(DatedSeries series, Period evaluations) {
    List<PlannedEvent> planned = history.planned().stream().filter(e -> e.concerns(series.key())).toList();
    List<Alert> alerts = new ArrayList<>();
    Episodes episodes = new Episodes();
    for (LocalDate asOf = evaluations.from(); asOf.isBefore(evaluations.to()); asOf = asOf.plusDays(1)) {
      CostSeries known = series.asOf(asOf);
      EvaluationContext context =
          new EvaluationContext(
              asOf, new Period(asOf.minusDays(EvaluationContext.FINAL_AFTER_DAYS), asOf), Floors.DEFAULT,
              history.firstDay(), planned, history.missing(series.connection(), asOf));
      for (Found found : judged(known, context)) {
        if (!isPlanned(found.finding(), planned)) {
          alerts.add(new Alert(series.key(), asOf, found.detector(), found.finding(), episodes.opens(found)));
        }
      }
    }
    return alerts;
  }

  private List<Found> judged(CostSeries series, EvaluationContext context) {
    List<Found> all = new ArrayList<>();
    detectors.forEach(
        (name, detector) -> {
          LocalDate earliest = context.dataSince().plusDays(detector.minimumHistoryDays());
          LocalDate from = context.evaluate().from().isBefore(earliest) ? earliest : context.evaluate().from();
          if (from.isBefore(context.evaluate().to())) {
            EvaluationContext own = context.judging(new Period(from, context.evaluate().to()));
            for (Finding finding : detector.evaluate(series, own)) {
              FindingRules.check(name, finding, own);
              all.add(new Found(name, series.key(), finding));
            }
          }
        });
    return FindingMerge.merge(all);
  }

  /** What is planned is suppressed: it stays on record and nobody is told. */
  private static boolean isPlanned(Finding finding, List<PlannedEvent> planned) {
    return planned.stream()
        .anyMatch(e -> finding.days().from().isBefore(e.days().to()) && e.days().from().isBefore(finding.days().to()));
  }
}
