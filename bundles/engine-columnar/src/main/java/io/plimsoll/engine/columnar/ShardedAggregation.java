package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Sums under way: one table for all threads, in shards that each have a lock of their own. */
final class ShardedAggregation implements Aggregation {
  private final AggregationSpec spec;
  private final Crew crew;
  private final ValueDictionary[] dictionaries;
  private final DayIndex days = new DayIndex();
  private final AtomicIntegerArray scales;
  private volatile TupleLayout layout;
  private Shard @Nullable [] shards;

  ShardedAggregation(AggregationSpec spec, Crew crew) {
    check(spec);
    this.spec = spec;
    this.crew = crew;
    dictionaries = spec.keys().stream().map(ValueDictionary::new).toArray(ValueDictionary[]::new);
    scales = new AtomicIntegerArray(spec.metrics().size());
    layout = TupleLayout.of(spec.keys().size());
    shards = new Shard[Shard.COUNT];
    Arrays.setAll(shards, s -> new Shard(spec.keys().size(), spec.metrics().size()));
  }

  private static void check(AggregationSpec spec) {
    Set<String> keys = new LinkedHashSet<>(spec.keys());
    Set<String> missing = new TreeSet<>();
    for (Metric metric : spec.metrics()) {
      if (!keys.contains(metric.unitColumn())) {
        missing.add(metric.unitColumn());
      }
    }
    for (Dimension dimension : spec.filter().dimensions()) {
      String column = dimension instanceof Dimension.Tag ? RollupImage.TAGS : dimension.name();
      if (!keys.contains(column)) {
        missing.add(column);
      }
    }
    boolean twice =
        keys.size() < spec.keys().size() || Set.copyOf(spec.metrics()).size() < spec.metrics().size();
    if (!missing.isEmpty() || twice) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          missing.isEmpty()
              ? "The rollup names a key or metric twice: " + spec.keys() + ", " + spec.metrics() + "."
              : "The rollup lacks the key" + (missing.size() > 1 ? "s " : " ") + String.join(", ", missing)
                  + ", which its metrics or its filter need.",
          missing.isEmpty() ? "Name each once." : "Add them to the keys.");
    }
  }

  @Override
  public PartSink part() {
    open();
    return new PartRows(this, new TupleFilter(spec.filter(), spec.keys(), dictionaries));
  }

  AggregationSpec spec() {
    return spec;
  }

  ValueDictionary[] dictionaries() {
    return dictionaries;
  }

  DayIndex days() {
    return days;
  }

  /** The largest scale that values of a metric were met with, this one included: all are summed in it. */
  int largestScale(int metric, int scale) {
    return scales.get(metric) >= scale ? scales.get(metric) : scales.accumulateAndGet(metric, scale, Math::max);
  }

  /** A layout with room for every code there is now. */
  TupleLayout currentLayout() {
    if (layout.wideEnoughFor(dictionaries) != layout) {
      synchronized (this) {
        layout = layout.wideEnoughFor(dictionaries);
      }
    }
    return layout;
  }

  /** Adds the rows of a chunk, shard by shard from {@code first} on, so that threads begin at different ones. */
  void add(RowChunk chunk, int first, TupleFilter filter) {
    Shard[] all = open();
    for (int i = 0; i < Shard.COUNT; i++) {
      int index = (first + i) % Shard.COUNT;
      if (chunk.starts[index] < chunk.starts[index + 1]) {
        Shard shard = all[index];
        synchronized (shard) {
          shard.add(chunk, index, filter);
        }
      }
    }
  }

  private Shard[] open() {
    Shard[] open = shards;
    if (open == null) {
      throw new IllegalStateException("these sums are finished or closed");
    }
    return open;
  }

  @Override
  public Rollup finish() {
    Shard[] filled = open();
    shards = null;
    RollupEncoder encoder =
        new RollupEncoder(spec, dictionaries, days.epochDays(), currentLayout(), filled, crew);
    return new ColumnarRollup(encoder.encode());
  }

  @Override
  public void close() {
    shards = null;
  }
}
