package io.plimsoll.api.anomaly;

import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at one series of daily costs and says which days are not as expected.
 *
 * <p>Pure: the same series and context give the same findings, whatever was asked before. Materiality,
 * severity, grouping and life cycle are the host's. Called from several threads.
 */
@ConsumerType
public interface AnomalyDetector {
  /** How many days of history it needs before the day it judges; the host does not ask earlier. */
  int minimumHistoryDays();

  /** Judges the days of {@link EvaluationContext#evaluate()}; empty when all is as expected. */
  List<Finding> evaluate(CostSeries series, EvaluationContext context);

  /**
   * Judges several series in one call, each by itself; the host asks this way. When not overridden, {@link #evaluate} is
   * called for each.
   *
   * @return what was found of each series, in their order
   */
  default List<List<Finding>> evaluateAll(List<CostSeries> series, EvaluationContext context) {
    List<List<Finding>> found = new ArrayList<>(series.size());
    for (CostSeries one : series) {
      found.add(evaluate(one, context));
    }
    return found;
  }
}
