package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.detector.seasonal.Episodes.Episode;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges series that cost nothing on most days: a charge that is much larger than such charges are, and one on a day
 * on which none is due.
 */
@Plugin(name = "intermittent", type = AnomalyDetector.class)
public final class IntermittentDetector implements AnomalyDetector {
  /** So many usual variations above the median charge are unusual, from {@link #LARGER} on. */
  private static final double UNUSUAL = 3;

  /** As the logarithm of a ratio: 0.7 is double. */
  private static final double LARGER = 0.7;

  private static final double SMALLEST_VARIATION = 0.1;
  private static final double MAD_TO_SIGMA = 1.4826;
  private static final int FEWEST_CHARGES = 4;

  @Override
  public int minimumHistoryDays() {
    return 21;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    Judged judged = Judged.of(series, context);
    double floor = context.floors().amountPerDay();
    int first = series.firstCharge();
    if (!judged.has(day -> series.cost(day) >= floor && DailyCosts.isIntermittent(series, first, day))) {
      return List.of();
    }
    DailyCosts costs = new DailyCosts(series, context, judged.from());
    return Episodes.of(costs, judged, day -> judge(costs, day), IntermittentDetector::sentence);
  }

  private static Optional<Verdict> judge(DailyCosts costs, int day) {
    double cost = costs.cost(day);
    if (cost < costs.floors().amountPerDay() || costs.isNoMeasure(day) || !costs.isIntermittent(day)) {
      return Optional.empty();
    }
    if (Schedule.before(costs, day).excludes(costs.date(day))) {
      return Optional.of(new Verdict(day, Finding.Kind.SPIKE, 0, cost, 2 * UNUSUAL, 0));
    }
    return larger(costs, day);
  }

  private static Optional<Verdict> larger(DailyCosts costs, int day) {
    double[] charges = new double[DailyCosts.MEMORY];
    int count = 0;
    for (int earlier = Math.max(costs.first(), day - DailyCosts.MEMORY); earlier < day; earlier++) {
      if (costs.cost(earlier) > 0 && !costs.isNoMeasure(earlier)) {
        charges[count++] = Math.log(costs.cost(earlier));
      }
    }
    if (count < FEWEST_CHARGES) {
      return Optional.empty();
    }
    double median = Numbers.median(charges, count);
    for (int i = 0; i < count; i++) {
      charges[i] = Math.abs(charges[i] - median);
    }
    double usual = Math.max(SMALLEST_VARIATION, MAD_TO_SIGMA * Numbers.median(charges, count));
    double rise = Math.log(costs.cost(day)) - median;
    double expected = Math.exp(median);
    boolean unusual =
        rise > Math.max(LARGER, UNUSUAL * usual)
            && costs.cost(day) - expected >= costs.floors().amountPerDay()
            && !new MonthDays(costs).explain(day);
    return unusual
        ? Optional.of(
            new Verdict(day, Finding.Kind.SPIKE, expected, costs.cost(day), rise / usual, Math.expm1(usual)))
        : Optional.empty();
  }

  private static String sentence(Episode episode) {
    Verdict last = episode.last();
    String charge =
        Explanation.amount(last.actual()) + " " + episode.currency() + " was charged on "
            + episode.costs().date(last.day()).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
            + episode.costs().date(last.day()) + Explanation.soFar(episode, "");
    if (last.expected() == 0) {
      return charge + ", where charges come " + Schedule.before(episode.costs(), last.day()).inWords() + ".";
    }
    return charge + ", " + Explanation.percent(last.actual() / last.expected() - 1) + " more than the "
        + Explanation.amount(last.expected()) + " " + episode.currency() + " that its charges usually are, which vary by "
        + Explanation.percent(last.usual()) + ".";
  }
}
