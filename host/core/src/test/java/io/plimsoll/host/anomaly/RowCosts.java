package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.host.cost.RowEngine;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Costs as rows, by days whatever is asked. */
record RowCosts(Function<CostQuery, List<CostRow>> of) implements PublishedCosts {
  @Override
  public List<CostRow> rows(CostQuery question, @Nullable String connection) {
    return of.apply(question);
  }

  @Override
  public DailySums daily(CostQuery question, @Nullable String connection) {
    return RowEngine.sums(question, of);
  }
}
