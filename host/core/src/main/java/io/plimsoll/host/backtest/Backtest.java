package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.BacktestReport.Alert;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets detectors judge a history day by day: each day with the figures known then, the days that may still have
 * changed again, all findings checked and merged as the host does every night. Pure but for the detectors; thread-safe.
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
   * What came of one series.
   *
   * @param alerts what people would have been told, in the order of days
   * @param together the episodes of all detectors together
   * @param alone the episodes of each detector by itself
   */
  record Outcome(List<Alert> alerts, Occurrences together, Map<String, Occurrences> alone) {
    /** The episodes of one detector; none when it does not judge the series. */
    Occurrences of(String detector) {
      return alone.getOrDefault(detector, new Occurrences());
    }
  }

  /** @param evaluations the days on which the costs would have been judged */
  Outcome of(DatedSeries series, Period evaluations) {
    List<PlannedEvent> planned = history.planned().stream().filter(e -> e.concerns(series.key())).toList();
    List<Alert> alerts = new ArrayList<>();
    Episodes episodes = new Episodes();
    Occurrences together = new Occurrences();
    Map<String, Occurrences> alone = new LinkedHashMap<>();
    detectors.keySet().forEach(name -> alone.put(name, new Occurrences()));
    for (LocalDate asOf = evaluations.from(); asOf.isBefore(evaluations.to()); asOf = asOf.plusDays(1)) {
      CostSeries known = series.asOf(asOf);
      EvaluationContext context =
          new EvaluationContext(
              asOf, new Period(asOf.minusDays(EvaluationContext.FINAL_AFTER_DAYS), asOf), Floors.DEFAULT,
              history.firstDay(), planned, history.missing(series.connection(), asOf));
      List<Found> found = judged(known, context, planned);
      found.forEach(one -> alone.get(one.detector()).add(one.finding()));
      for (Found one : FindingMerge.merge(found)) {
        together.add(one.finding());
        alerts.add(new Alert(series.key(), asOf, one.detector(), one.finding(), episodes.opens(one)));
      }
    }
    return new Outcome(alerts, together, alone);
  }

  private List<Found> judged(CostSeries series, EvaluationContext context, List<PlannedEvent> planned) {
    List<Found> all = new ArrayList<>();
    detectors.forEach(
        (name, detector) -> {
          LocalDate earliest = context.dataSince().plusDays(detector.minimumHistoryDays());
          LocalDate from = context.evaluate().from().isBefore(earliest) ? earliest : context.evaluate().from();
          if (from.isBefore(context.evaluate().to())) {
            EvaluationContext own = context.judging(new Period(from, context.evaluate().to()));
            for (Finding finding : detector.evaluate(series, own)) {
              FindingRules.check(name, finding, own);
              if (!isPlanned(finding, planned)) {
                all.add(new Found(name, series.key(), finding));
              }
            }
          }
        });
    return all;
  }

  /** What is planned is suppressed: it stays on record and nobody is told. */
  private static boolean isPlanned(Finding finding, List<PlannedEvent> planned) {
    return planned.stream()
        .anyMatch(e -> finding.days().from().isBefore(e.days().to()) && e.days().from().isBefore(finding.days().to()));
  }
}
