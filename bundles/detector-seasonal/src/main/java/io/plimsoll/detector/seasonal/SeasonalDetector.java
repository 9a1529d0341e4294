package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.plugin.Plugin;
import java.util.List;

/**
 * Compares a day, and the days up to it, with the same weekdays of the last five weeks.
 *
 * <p>Figures of the last days may still grow, so a rise is found at once and only gets larger. What is gone is the
 * drop detector's, what costs nothing on most days the intermittent one's.
 */
@Plugin(name = "seasonal", type = AnomalyDetector.class)
public final class SeasonalDetector implements AnomalyDetector {
  @Override
  public int minimumHistoryDays() {
    return 21;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    Judged judged = Judged.of(series, context);
    if (judged.isEmpty()) {
      return List.of();
    }
    DailyCosts costs = new DailyCosts(series, context, judged.from());
    RiseJudge judge = new RiseJudge(costs, judged);
    return Episodes.of(costs, judged, judge::judge, Explanation::rise);
  }
}
