package io.plimsoll.acceptance.detectors;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import java.util.List;

/** A detector that cannot even be made. */
public final class BrokenDetector implements AnomalyDetector {
  public BrokenDetector() {
    throw new IllegalStateException("no licence");
  }

  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    return List.of();
  }
}
