package io.plimsoll.api.engine;

import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollup holds.
 *
 * @param rows export rows summed
 * @param facts sums kept, one for each day and combination of keys
 * @param entities distinct combinations of keys
 * @param firstDay the earliest day; {@code null} without rows
 * @param lastDay the latest day; {@code null} without rows
 * @param totals the exact sum of each metric and unit
 */
public record RollupSummary(
    long rows,
    long facts,
    long entities,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    List<MetricTotal> totals) {
  /** Keeps its own copy. */
  public RollupSummary {
    totals = List.copyOf(totals);
  }

  /**
   * The sum of one metric in one currency or unit.
   *
   * @param unit {@code null} where the export names none
   */
  public record MetricTotal(Metric metric, @Nullable String unit, BigDecimal value) {}
}
