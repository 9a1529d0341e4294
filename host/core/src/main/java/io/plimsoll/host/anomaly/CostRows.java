package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers questions about the published costs. */
@FunctionalInterface
public interface CostRows {
  /**
   * The rows of an answer.
   *
   * @param connection whose costs count; {@code null} for all
   */
  List<CostRow> of(CostQuery question, @Nullable String connection);
}
