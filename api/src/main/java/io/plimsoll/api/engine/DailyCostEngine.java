package io.plimsoll.api.engine;

import io.plimsoll.api.cost.CostQuery;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An engine that also answers sums by day in columns. Many series of many days are then no row each: the host reads what
 * detectors judge this way, and through {@link #answer} where an engine lacks this ability. Thread-safe.
 */
@ConsumerType
public interface DailyCostEngine extends CostEngine {
  /**
   * Sums every group of a question on every day, to the last digit what {@link #answer} says of the same question by
   * {@link io.plimsoll.api.cost.Granularity#DAY} without top-N.
   *
   * <p>The answer is in memory as a whole, 12 bytes a sum or little more; who asks chooses the days accordingly.
   *
   * @param query of which metric, period, dimensions and filter count; granularity, top-N and comparison are not looked at
   * @param rollups each holds every column the question names
   * @throws io.plimsoll.api.PlimsollException {@code LIMIT_EXCEEDED} for more groups than the engine can tell apart;
   *     {@code INVALID_REQUEST} for a column that a rollup does not hold
   */
  DailySums dailySums(CostQuery query, List<Rollup> rollups);
}
