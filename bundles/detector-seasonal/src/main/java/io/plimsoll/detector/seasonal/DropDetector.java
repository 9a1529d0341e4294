package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.plugin.Plugin;
import java.util.List;
import java.util.Optional;

/**
 * Reports a cost that is gone: two final days in a row below a tenth of what they were expected to cost. One may be a
 * refund or a late export, and figures that are not final may still come.
 */
@Plugin(name = "drop", type = AnomalyDetector.class)
public final class DropDetector implements AnomalyDetector {
  private static final double GONE = 0.1;

  @Override
  public int minimumHistoryDays() {
    return 22;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    Judged judged = Judged.of(series, context);
    if (!judged.has(day -> mayBeGone(series, day))) {
      return List.of();
    }
    DailyCosts costs = new DailyCosts(series, context, judged.from());
    return Episodes.of(costs, judged, day -> judge(costs, day), Explanation::drop);
  }

  /** No day is expected to cost more than the dearest of the weeks that its expectation is of. */
  private static boolean mayBeGone(CostSeries series, int day) {
    double dearest = 0;
    for (int earlier = Math.max(0, day - DailyCosts.OLDEST_DAY); earlier < day; earlier++) {
      dearest = Math.max(dearest, series.cost(earlier));
    }
    return Math.abs(series.cost(day)) < GONE * dearest;
  }

  private static Optional<Verdict> judge(DailyCosts costs, int day) {
    boolean gone =
        isGone(costs, day)
            && !costs.isIntermittent(day)
            && (day > 0 && isGone(costs, day - 1) || day + 1 < costs.days() && isGone(costs, day + 1));
    return gone
        ? Optional.of(
            new Verdict(day, Finding.Kind.DROP, costs.expected(day), costs.cost(day), 1 / GONE, 0))
        : Optional.empty();
  }

  private static boolean isGone(DailyCosts costs, int day) {
    return costs.canBeJudged(day)
        && costs.isFinal(day)
        && costs.expected(day) >= costs.floors().amountPerDay()
        && Math.abs(costs.cost(day)) < GONE * costs.expected(day);
  }
}
