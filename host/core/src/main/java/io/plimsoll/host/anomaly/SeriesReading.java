package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import java.util.List;

/** Reads the series of a history. Thread-safe. */
final class SeriesReading {
  /** Of the heap, what the values of the series may take. */
  private static final int PART_OF_HEAP = 4;

  private final CostRows costs;
  private final Filter filter;
  private final Period history;

  /**
   * @param filter which charges count
   * @param history the days the series cover
   */
  SeriesReading(CostRows costs, Filter filter, Period history) {
    this.costs = costs;
    this.filter = filter;
    this.history = history;
  }

  /** The series by some dimensions. */
  List<CostSeries> of(List<Dimension> dimensions) {
    long mostValues = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / Double.BYTES;
    SeriesSet series =
        new SeriesSet(
            dimensions.stream().map(Dimension::name).toList(), Metric.EFFECTIVE_COST.column(), history, mostValues);
    CostQuery question =
        new CostQuery(
            Metric.EFFECTIVE_COST, history, dimensions, Granularity.DAY, filter, 0, CostQuery.Comparison.NONE);
    RowPieces.each(costs, question, null, series::add);
    return series.series();
  }
}
