package com.example.plimsoll;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds weekends that cost as much as the working days before, where the weekends before were cheaper: somebody
 * forgot to switch off.
 */
@Plugin(name = "weekend-left-on", type = AnomalyDetector.class)
public final class WeekendLeftOn implements AnomalyDetector {
  private static final int WEEKS = 4;

  /** The share of a working day's cost from which a weekend counts as left on, and below which as switched off. */
  private static final double LEFT_ON = 0.9;

  private static final double SWITCHED_OFF = 0.75;

  @Override
  public int minimumHistoryDays() {
    return 7 * WEEKS + 5;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    List<Finding> findings = new ArrayList<>();
    Period judged = context.evaluate();
    for (LocalDate day = judged.from(); day.isBefore(judged.to()); day = day.plusDays(1)) {
      LocalDate monday = day.plusDays(2);
      boolean wholeWeekend = day.getDayOfWeek() == DayOfWeek.SATURDAY && !monday.isAfter(judged.to());
      // The last days may still grow: a weekend that looks cheap today is judged when it is final.
      if (wholeWeekend && context.isFinal(day.plusDays(1))) {
        judge(series, day, context, findings);
      }
    }
    return findings;
  }

  private static void judge(CostSeries series, LocalDate saturday, EvaluationContext context, List<Finding> findings) {
    double workingDay = mean(series, saturday.minusDays(5), 5);
    double weekend = mean(series, saturday, 2);
    double usual = 0;
    for (int week = 1; week <= WEEKS; week++) {
      double before = mean(series, saturday.minusWeeks(week), 2);
      // Not NaN either: without four weekends to compare with there is nothing to say.
      if (!(before <= SWITCHED_OFF * workingDay)) {
        return;
      }
      usual += before / WEEKS;
    }
    if (weekend >= LEFT_ON * workingDay && weekend - usual >= context.floors().amountPerDay()) {
      findings.add(
          new Finding(
              new Period(saturday, saturday.plusDays(2)), Finding.Kind.SPIKE, Math.min(1, weekend / workingDay / 2), usual,
              weekend,
              String.format(
                  Locale.ROOT, "The weekend of %s cost %.2f %s a day, as a working day does; weekends before cost %.2f.",
                  saturday, weekend, series.key().currency(), usual)));
    }
  }

  /** The mean cost of so many days; not a number where the series does not have them. */
  private static double mean(CostSeries series, LocalDate first, int days) {
    int from = series.indexOf(first);
    if (from < 0 || from + days > series.days()) {
      return Double.NaN;
    }
    double sum = 0;
    for (int day = from; day < from + days; day++) {
      sum += series.cost(day);
    }
    return sum / days;
  }
}
