package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.engine.DailySums;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers questions about the published costs. */
public interface PublishedCosts {
  /**
   * The rows of an answer.
   *
   * @param connection whose costs count; {@code null} for all
   */
  List<CostRow> rows(CostQuery question, @Nullable String connection);

  /**
   * The sums by day of a question, in columns.
   *
   * @param question its granularity, top-N and comparison are not looked at
   * @param connection whose costs count; {@code null} for all
   */
  DailySums daily(CostQuery question, @Nullable String connection);
}
