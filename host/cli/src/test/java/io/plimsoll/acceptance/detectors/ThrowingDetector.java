package io.plimsoll.acceptance.detectors;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import java.util.List;

/** A detector that fails whenever it is asked. */
public final class ThrowingDetector implements AnomalyDetector {
  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    throw new IllegalStateException("no idea");
  }
}
