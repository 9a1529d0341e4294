package io.plimsoll.api.engine;

import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import java.util.List;

/**
 * What to sum and by what.
 *
 * <p>Batches carry the key columns, one DECIMAL column for each metric under {@link Metric#column()}, and the
 * DATE_TIME column {@code ChargePeriodStart}. Sums are kept for each UTC day of it and each distinct
 * combination of keys. The tags text is the key {@code Tags}.
 *
 * @param keys column names, among them the unit column of each metric
 * @param metrics what is summed
 * @param filter rows whose keys do not pass it are dropped; looks only at keys and tags
 */
public record AggregationSpec(List<String> keys, List<Metric> metrics, Filter filter) {
  /** The column whose UTC day rows are summed under. */
  public static final String DAY = "ChargePeriodStart";

  /** Keeps its own copies. */
  public AggregationSpec {
    keys = List.copyOf(keys);
    metrics = List.copyOf(metrics);
  }
}
