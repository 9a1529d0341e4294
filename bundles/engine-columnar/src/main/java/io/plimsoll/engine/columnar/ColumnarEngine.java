package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.plugin.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Exact sums by day and distinct combination of keys, kept as one mapped file and answered from in milliseconds. */
@Plugin(name = "columnar", type = CostEngine.class)
public final class ColumnarEngine implements DailyCostEngine, AutoCloseable {
  /** Groups or rows of one answer; more are no answer that a person or a program can use. */
  static final int GROUP_LIMIT = 2_000_000;

  private final int groupLimit;
  private final Crew crew = new Crew(Runtime.getRuntime().availableProcessors());

  /** An engine with the usual limits. */
  public ColumnarEngine() {
    this(GROUP_LIMIT);
  }

  ColumnarEngine(int groupLimit) {
    this.groupLimit = groupLimit;
  }

  @Override
  public Aggregation aggregate(AggregationSpec spec) {
    return new ShardedAggregation(spec, crew);
  }

  @Override
  public Rollup open(Path file) {
    return new ColumnarRollup(RollupFile.open(file));
  }

  @Override
  public CostAnswer answer(CostQuery query, List<Rollup> rollups) {
    return new QueryRun(query, images(rollups), groupLimit, crew).answer();
  }

  @Override
  public DailySums dailySums(CostQuery query, List<Rollup> rollups) {
    return new DailyRun(query, images(rollups), groupLimit, crew).sums();
  }

  private static List<RollupImage> images(List<Rollup> rollups) {
    List<RollupImage> images = new ArrayList<>();
    for (Rollup rollup : rollups) {
      if (!(rollup instanceof ColumnarRollup own)) {
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST,
            "The engine columnar cannot answer from a rollup of another engine: " + rollup.getClass().getName() + ".",
            "Collect the period again with this engine.");
      }
      images.add(own.image());
    }
    return images;
  }

  @Override
  public void close() {
    crew.close();
  }
}
