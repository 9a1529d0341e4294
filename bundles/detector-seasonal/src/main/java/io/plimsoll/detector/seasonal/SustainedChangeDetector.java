package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.plugin.Plugin;
import java.util.List;

/**
 * Compares a week with the weeks before, so that what rises slowly, or stays a little higher, is found although no day
 * of it stands out. What the series always grows by is not counted.
 */
@Plugin(name = "sustained-change", type = AnomalyDetector.class)
public final class SustainedChangeDetector implements AnomalyDetector {
  @Override
  public int minimumHistoryDays() {
    return 28;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    Judged judged = Judged.of(series, context);
    if (judged.isEmpty()) {
      return List.of();
    }
    DailyCosts costs = new DailyCosts(series, context, judged.from());
    WeekJudge judge = new WeekJudge(costs, judged);
    return Episodes.of(costs, judged, judge::judge, Explanation::sustained);
  }
}
