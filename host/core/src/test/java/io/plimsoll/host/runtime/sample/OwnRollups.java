package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.export.Batches;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/** An engine that answers how many of the rollups it is handed are its own objects. */
public final class OwnRollups implements CostEngine {
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
