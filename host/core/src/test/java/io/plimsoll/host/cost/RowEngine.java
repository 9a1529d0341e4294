package io.plimsoll.host.cost;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** An engine that answers with rows alone, as one may that somebody else wrote. */
public final class RowEngine implements CostEngine {
  private final Function<CostQuery, List<CostRow>> rows;

  public RowEngine(Function<CostQuery, List<CostRow>> rows) {
    this.rows = rows;
  }

  /** What the host makes of rows. */
  public static DailySums sums(CostQuery question, Function<CostQuery, List<CostRow>> rows) {
    return DailyAnswers.of(new RowEngine(rows), question, List.of());
  }

  @Override
  public CostAnswer answer(CostQuery query, List<Rollup> rollups) {
    return new CostAnswer(rows.apply(query), 0);
  }

  @Override
  public Aggregation aggregate(AggregationSpec spec) {
    throw new UnsupportedOperationException("nothing is aggregated here");
  }

  @Override
  public Rollup open(Path file) {
    throw new UnsupportedOperationException("nothing is opened here");
  }
}
