package io.plimsoll.acceptance.detectors;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import java.util.List;

/** A detector whose findings nobody can compute with. */
public final class BabblingDetector implements AnomalyDetector {
  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    return List.of(new Finding(context.evaluate(), Finding.Kind.SPIKE, 1, Double.NaN, 5, " "));
  }
}
