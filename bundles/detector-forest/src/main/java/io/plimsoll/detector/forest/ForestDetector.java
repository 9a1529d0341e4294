package io.plimsoll.detector.forest;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reports days above their floor whose week a random cut forest finds unlike the half year before.
 *
 * <p>The forest sees how far each day was from the same weekdays before it, seven days at a time. It grows anew from a fixed
 * seed for each judgement, so the same series gives the same findings. That takes milliseconds where the other detectors
 * take microseconds, and is done only where some day is above the floor at all.
 */
@Plugin(name = "forest", type = AnomalyDetector.class)
public final class ForestDetector implements AnomalyDetector {
  /** Scores so many usual deviations above the median of the days before are unusual. */
  private static final double UNUSUAL = 6;

  /** Fewer days between two are one finding. */
  private static final int LONGEST_GAP = 2;

  @Override
  public int minimumHistoryDays() {
    return 56;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    Period judged = context.evaluate();
    LocalDate end = judged.to().isAfter(context.asOf()) ? context.asOf() : judged.to();
    int from = Math.max(series.firstCharge() + minimumHistoryDays(), series.indexOf(judged.from()));
    int to = Math.min(series.days(), series.indexOf(end));
    Weekdays weekdays = new Weekdays(series);
    List<Integer> raised = new ArrayList<>();
    for (int day = from; day < to; day++) {
      if (weekdays.isRaised(day, context.floors()) && !context.isPlanned(series.key(), series.day(day))) {
        raised.add(day);
      }
    }
    if (raised.isEmpty()) {
      return List.of();
    }
    WeekScores scores = WeekScores.of(weekdays, from, to);
    raised.removeIf(day -> scores.deviations(day) < UNUSUAL);
    return findings(series, weekdays, scores, raised);
  }

  private static List<Finding> findings(CostSeries series, Weekdays weekdays, WeekScores scores, List<Integer> days) {
    List<Finding> findings = new ArrayList<>();
    for (int first = 0, next; first < days.size(); first = next) {
      next = first + 1;
      while (next < days.size() && days.get(next) - days.get(next - 1) <= LONGEST_GAP + 1) {
        next++;
      }
      findings.add(finding(series, weekdays, scores, days.subList(first, next)));
    }
    return findings;
  }

  private static Finding finding(CostSeries series, Weekdays weekdays, WeekScores scores, List<Integer> days) {
    double expected = days.stream().mapToDouble(weekdays::expected).average().orElse(0);
    double actual = days.stream().mapToDouble(series::cost).average().orElse(0);
    int dearest = days.stream().max((a, b) -> Double.compare(scores.score(a), scores.score(b))).orElse(days.get(0));
    Period period = new Period(series.day(days.get(0)), series.day(days.get(days.size() - 1)).plusDays(1));
    String explanation =
        String.format(
            Locale.ROOT,
            "It cost %,.2f %s a day on %d days from %s on, %,.2f more than the %,.2f usual for those weekdays; the forest scores the "
                + "seven days to %s at %.2f, where %.2f is usual.",
            actual, series.key().currency(), days.size(), period.from(), actual - expected, expected, series.day(dearest),
            scores.score(dearest), scores.usual(dearest));
    double deviations = scores.deviations(dearest);
    return new Finding(
        period, days.size() > LONGEST_GAP ? Finding.Kind.STEP : Finding.Kind.SPIKE, deviations / (deviations + UNUSUAL), expected,
        actual, explanation);
  }
}
