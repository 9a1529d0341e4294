package io.plimsoll.host.cost;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.host.collect.Cancellation;
import io.plimsoll.host.collect.PublishedRows;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.PublishedSource;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.ReadRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Answers questions the rollup cannot: sums the export in place by just the columns asked for, reading the
 * very parts that were published.
 */
public final class ExportQuestions {
  private final CostEngine engine;
  private final Locations locations;
  private final Workers workers;
  private final BufferAllocator allocator;
  private final Supplier<List<Connection>> connections;
  private final ReadRecord record;

  /** Reads through these connections. */
  public ExportQuestions(
      CostEngine engine,
      Locations locations,
      Workers workers,
      BufferAllocator allocator,
      Supplier<List<Connection>> connections,
      ReadRecord record) {
    this.engine = engine;
    this.locations = locations;
    this.workers = workers;
    this.allocator = allocator;
    this.connections = connections;
    this.record = record;
  }

  CostAnswer answer(CostQuery query, List<Publication> publications) {
    Set<String> keys = new LinkedHashSet<>();
    List<Dimension> dimensions = new ArrayList<>(query.by());
    dimensions.addAll(query.filter().dimensions());
    dimensions.forEach(d -> keys.add(d instanceof Dimension.Tag ? "Tags" : d.name()));
    keys.add(query.metric().unitColumn());
    if (query.granularity() == Granularity.BILLING_PERIOD) {
      keys.add("BillingPeriodStart");
    }
    AggregationSpec spec = new AggregationSpec(List.copyOf(keys), List.of(query.metric()), query.filter());
    Set<String> columns = new LinkedHashSet<>(keys);
    columns.add(AggregationSpec.DAY);
    columns.add(query.metric().column());
    Map<String, ExportLocation> opened = new HashMap<>();
    List<Locations.OpenLocation> toClose = new ArrayList<>();
    try (Aggregation aggregation = engine.aggregate(spec)) {
      for (Connection connection : connections.get()) {
        if (publications.stream().anyMatch(p -> p.connection().equals(connection.name()))) {
          Locations.OpenLocation open = locations.open(connection, record);
          toClose.add(open);
          opened.put(connection.name(), open.location());
        }
      }
      long rows = read(publications, opened, List.copyOf(columns), aggregation);
      try (Rollup sums = aggregation.finish()) {
        return new CostAnswer(engine.answer(query, List.of(sums)).rows(), rows);
      }
    } finally {
      toClose.forEach(Locations.OpenLocation::close);
    }
  }

  private long read(
      List<Publication> publications, Map<String, ExportLocation> opened, List<String> columns, Aggregation aggregation) {
    record Work(Publication publication, PublishedSource.Part part) {}
    Queue<Work> queue = new ConcurrentLinkedQueue<>();
    publications.forEach(p -> p.source().readable().forEach(part -> queue.add(new Work(p, part))));
    Cancellation cancellation = new Cancellation();
    AtomicLong rows = new AtomicLong();
    List<Callable<Boolean>> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(workers.count(), queue.size()); i++) {
      lanes.add(
          () -> {
            for (Work work = queue.poll(); work != null; work = queue.poll()) {
              ExportLocation location = opened.get(work.publication().connection());
              if (location == null) {
                throw new PlimsollException(
                    ErrorCode.NOT_FOUND,
                    "Connection " + work.publication().connection() + " is gone, so its export cannot be read.",
                    "Ask for columns the rollup holds, or connect it again.");
              }
              try (PublishedRows part =
                      PublishedRows.open(locations, location, work.publication(), work.part(), columns, allocator);
                  Aggregation.PartSink sink = aggregation.part()) {
                for (Batch batch = part.next(); batch != null; batch = part.next()) {
                  cancellation.check();
                  sink.add(batch);
                  rows.addAndGet(batch.columns().getRowCount());
                }
              }
            }
            return true;
          });
    }
    workers.all(lanes, cancellation);
    return rows.get();
  }
}
