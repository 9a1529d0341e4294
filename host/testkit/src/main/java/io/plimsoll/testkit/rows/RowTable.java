package io.plimsoll.testkit.rows;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * A table of plain values: {@code String}, {@code BigDecimal}, {@code Instant}, {@code Boolean} or {@code null}.
 * Thread-safe once its rows are in.
 */
public final class RowTable implements SqlTable {
  private static final int ROWS_OF_A_BATCH = 3;

  private final String name;
  private final List<Column> columns;
  private final List<List<List<@Nullable Object>>> splits = new ArrayList<>(List.of(new ArrayList<>()));
  private final AtomicInteger open = new AtomicInteger();

  /** A table without rows. */
  public RowTable(String name, Column... columns) {
    this.name = name;
    this.columns = List.of(columns);
  }

  /** Adds a row to the last split; one value for each column. */
  public RowTable row(@Nullable Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(columns.size() + " columns and " + values.length + " values");
    }
    splits.get(splits.size() - 1).add(Arrays.asList(values));
    return this;
  }

  /** Puts the rows that follow into another split. */
  public RowTable split() {
    splits.add(new ArrayList<>());
    return this;
  }

  /** All rows, in order. */
  public List<List<@Nullable Object>> rows() {
    return splits.stream().flatMap(List::stream).toList();
  }

  /** How many readers of its splits are not closed. */
  public int open() {
    return open.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<Split> splits() {
    return splits.stream().<Split>map(rows -> (wanted, allocator) -> new Reader(rows, wanted, allocator)).toList();
  }

  /** Hands out the rows of a split, a few at a time. */
  private final class Reader implements Batches {
    private final List<List<@Nullable Object>> rows;
    private final List<Integer> wanted;
    private final BufferAllocator allocator;
    private int next;
    private @Nullable VectorSchemaRoot last;
    private boolean closed;

    Reader(List<List<@Nullable Object>> rows, List<String> names, BufferAllocator allocator) {
      this.rows = rows;
      this.allocator = allocator;
      List<String> known = columns.stream().map(Column::name).toList();
      this.wanted = names.stream().map(known::indexOf).toList();
      if (wanted.contains(-1)) {
        throw new AssertionError("the table " + name + " has the columns " + known + "; asked for were " + names);
      }
      open.incrementAndGet();
    }

    @Override
    public @Nullable Batch next() {
      end();
      int to = Math.min(rows.size(), next + ROWS_OF_A_BATCH);
      if (next == to) {
        return null;
      }
      List<List<@Nullable Object>> some = rows.subList(next, to);
      List<FieldVector> vectors = new ArrayList<>();
      for (int index : wanted) {
        vectors.add(vector(columns.get(index), some.stream().map(row -> row.get(index)).toList()));
      }
      next = to;
      last = new VectorSchemaRoot(vectors);
      last.setRowCount(some.size());
      return new Batch(last, Map.of());
    }

    private FieldVector vector(Column column, List<@Nullable Object> values) {
      FieldVector vector =
          switch (column.type()) {
            case STRING, JSON -> new VarCharVector(column.name(), allocator);
            case DECIMAL -> new DecimalVector(column.name(), allocator, 38, column.scale());
            case DATE_TIME -> new TimeStampMicroVector(column.name(), allocator);
            case BOOLEAN -> new BitVector(column.name(), allocator);
          };
      vector.setInitialCapacity(values.size());
      vector.allocateNew();
      for (int i = 0; i < values.size(); i++) {
        set(vector, i, values.get(i));
      }
      vector.setValueCount(values.size());
      return vector;
    }

    private static void set(FieldVector vector, int row, @Nullable Object value) {
      if (value == null) {
        vector.setNull(row);
      } else if (vector instanceof VarCharVector texts) {
        texts.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
      } else if (vector instanceof DecimalVector decimals) {
        decimals.setSafe(row, ((BigDecimal) value).setScale(decimals.getScale()));
      } else if (vector instanceof TimeStampMicroVector times) {
        times.setSafe(row, ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
      } else {
        ((BitVector) vector).setSafe(row, (Boolean) value ? 1 : 0);
      }
    }

    private void end() {
      if (last != null) {
        last.close();
        last = null;
      }
    }

    @Override
    public void close() {
      end();
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }

  /** A column of text. */
  public static Column text(String name) {
    return new Column(name, FocusType.STRING, 0);
  }

  /** A column of exact numbers with so many fraction digits. */
  public static Column decimal(String name, int scale) {
    return new Column(name, FocusType.DECIMAL, scale);
  }

  /** A column of instants. */
  public static Column time(String name) {
    return new Column(name, FocusType.DATE_TIME, 0);
  }

  /** A column of yes and no. */
  public static Column flag(String name) {
    return new Column(name, FocusType.BOOLEAN, 0);
  }
}
