package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.export.Batches;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/** An engine that answers how many of the rollups it is handed are its own objects. */
public final class OwnRollups implements DailyCostEngine {
  @Override
  public Aggregation aggregate(AggregationSpec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Rollup open(Path file) {
    return new OwnRollup();
  }

  @Override
  public CostAnswer answer(CostQuery query, List<Rollup> rollups) {
    return new CostAnswer(List.of(), rollups.stream().filter(OwnRollup.class::isInstance).count());
  }

  @Override
  public DailySums dailySums(CostQuery query, List<Rollup> rollups) {
    long own = rollups.stream().filter(OwnRollup.class::isInstance).count();
    return new DailySums(
        List.of(new DailySums.Group(List.of(), "EUR")),
        List.of(new DailySums.Day(query.period().from(), 0, new int[] {0}, new long[] {own}, null, Map.of())));
  }

  private static final class OwnRollup implements Rollup {
    @Override
    public List<String> keys() {
      return List.of("ServiceName");
    }

    @Override
    public RollupSummary summary() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writeTo(Path file) {}

    @Override
    public Rollup without(Set<LocalDate> days) {
      return new OwnRollup();
    }

    @Override
    public Batches scan(List<String> columns, BufferAllocator allocator) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
