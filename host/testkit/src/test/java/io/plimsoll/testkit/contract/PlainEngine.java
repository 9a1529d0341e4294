package io.plimsoll.testkit.contract;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.testkit.rows.BatchRows;
import io.plimsoll.testkit.rows.PlainAnswer;
import io.plimsoll.testkit.rows.Row;
import io.plimsoll.testkit.rows.RowTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A sound engine that keeps every row and answers from them; wrong ones change one step of it. */
@Plugin(name = "plain", type = CostEngine.class)
public class PlainEngine implements CostEngine {
  private static final LocalDate NEVER = LocalDate.of(9999, 1, 1);

  /** As a host makes it. */
  public PlainEngine() {}

  boolean passes(AggregationSpec spec, Row row) {
    return PlainAnswer.passes(spec.filter(), row);
  }

  BigDecimal amount(BigDecimal exact) {
    return exact;
  }

  void batchEnded(Batch batch) {
    // It stays the caller's.
  }

  boolean isLeftOut(Row row, Set<LocalDate> days) {
    return days.contains(row.day());
  }

  List<CostRow> answered(List<CostRow> rows) {
    return rows;
  }

  boolean isSound(byte[] bytes) {
    return bytes.length > 4
        && Arrays.hashCode(Arrays.copyOf(bytes, bytes.length - 4))
            == java.nio.ByteBuffer.wrap(bytes, bytes.length - 4, 4).getInt();
  }

  @Override
  public Aggregation aggregate(AggregationSpec spec) {
    List<Row> rows = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean finished = new AtomicBoolean();
    return new Aggregation() {
      @Override
      public PartSink part() {
        return new PartSink() {
          @Override
          public void add(Batch batch) {
            rows.addAll(read(spec, batch));
            batchEnded(batch);
          }

          @Override
          public void close() {
            // Nothing is held.
          }
        };
      }

      @Override
      public Rollup finish() {
        finished.set(true);
        return new Rows(spec.keys(), spec.metrics(), List.copyOf(rows));
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  private List<Row> read(AggregationSpec spec, Batch batch) {
    List<String> names = batch.columns().getFieldVectors().stream().map(v -> v.getName()).toList();
    List<Row> rows = new ArrayList<>();
    for (List<@Nullable Object> values : BatchRows.of(once(batch))) {
      Map<String, @Nullable String> keys = new LinkedHashMap<>();
      spec.keys().forEach(key -> keys.put(key, (String) values.get(names.indexOf(key))));
      Map<String, @Nullable BigDecimal> metrics = new LinkedHashMap<>();
      for (Metric metric : spec.metrics()) {
        BigDecimal value = (BigDecimal) values.get(names.indexOf(metric.column()));
        metrics.put(metric.column(), value == null ? null : amount(value));
      }
      LocalDate day = ((Instant) values.get(names.indexOf(AggregationSpec.DAY))).atZone(ZoneOffset.UTC).toLocalDate();
      Row row = new Row(day, keys, metrics);
      if (passes(spec, row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Batches once(Batch batch) {
    return new Batches() {
      private @Nullable Batch left = batch;

      @Override
      public @Nullable Batch next() {
        Batch now = left;
        left = null;
        return now;
      }

      @Override
      public void close() {
        // It stays the caller's.
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked")
  public Rollup open(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!isSound(bytes)) {
        throw new PlimsollException(ErrorCode.STORAGE_CORRUPT, file + " is damaged.", "Collect again.");
      }
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - 4))) {
        List<String> keys = (List<String>) in.readObject();
        List<Metric> metrics = (List<Metric>) in.readObject();
        List<Row> rows = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          rows.add(
              new Row((LocalDate) in.readObject(), (Map<String, String>) in.readObject(), (Map<String, BigDecimal>) in.readObject()));
        }
        return new Rows(keys, metrics, rows);
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CostAnswer answer(CostQuery query, List<Rollup> rollups) {
    List<Row> all = new ArrayList<>();
    rollups.forEach(rollup -> all.addAll(((Rows) rollup).rows));
    return new CostAnswer(answered(PlainAnswer.answer(query, all)), all.size());
  }

  private final class Rows implements Rollup {
    private final List<String> keys;
    private final List<Metric> metrics;
    private final List<Row> rows;

    Rows(List<String> keys, List<Metric> metrics, List<Row> rows) {
      this.keys = List.copyOf(keys);
      this.metrics = List.copyOf(metrics);
      this.rows = rows;
    }

    @Override
    public List<String> keys() {
      return keys;
    }

    @Override
    public RollupSummary summary() {
      List<RollupSummary.MetricTotal> totals = new ArrayList<>();
      for (Metric metric : metrics) {
        PlainAnswer.answer(CostQuery.of(metric, new Period(LocalDate.EPOCH, NEVER)), rows)
            .forEach(row -> totals.add(new RollupSummary.MetricTotal(metric, row.unit(), row.value())));
      }
      return new RollupSummary(
          rows.size(), rows.size(), new HashSet<>(rows.stream().map(Row::keys).toList()).size(),
          rows.stream().map(Row::day).min(LocalDate::compareTo).orElse(null),
          rows.stream().map(Row::day).max(LocalDate::compareTo).orElse(null), totals);
    }

    @Override
    public void writeTo(Path file) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        out.writeObject(keys);
        out.writeObject(metrics);
        out.writeInt(rows.size());
        for (Row row : rows) {
          out.writeObject(row.day());
          out.writeObject(row.keys());
          out.writeObject(row.metrics());
        }
        out.flush();
        byte[] content = bytes.toByteArray();
        bytes.write(java.nio.ByteBuffer.allocate(4).putInt(Arrays.hashCode(content)).array());
        Files.write(file, bytes.toByteArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Rollup without(Set<LocalDate> days) {
      return new Rows(keys, metrics, rows.stream().filter(row -> !isLeftOut(row, days)).toList());
    }

    @Override
    public Batches scan(List<String> columns, BufferAllocator allocator) {
      SqlTable.Column[] shape =
          columns.stream()
              .map(c -> c.equals(AggregationSpec.DAY) ? RowTable.time(c) : keys.contains(c) ? RowTable.text(c) : RowTable.decimal(c, 18))
              .toArray(SqlTable.Column[]::new);
      RowTable table = new RowTable("rollup", shape);
      for (Row row : rows) {
        table.row(columns.stream().map(c -> value(row, c)).toArray());
      }
      return table.splits().get(0).open(columns, allocator);
    }

    private @Nullable Object value(Row row, String column) {
      if (column.equals(AggregationSpec.DAY)) {
        return row.day().atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return column.equals("x_Rows")
          ? BigDecimal.ONE
          : keys.contains(column) ? row.keys().get(column) : row.metrics().get(column);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
