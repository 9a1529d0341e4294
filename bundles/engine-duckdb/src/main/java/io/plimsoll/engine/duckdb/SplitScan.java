package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.engine.SqlTable.Split;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;
import org.jspecify.annotations.Nullable;

/**
 * Splits of a table as a table function of DuckDB.
 *
 * <p>DuckDB says which columns it wants, so only those are read; each of its threads takes the next split nobody has
 * begun. An amount is handed over as two whole numbers, because setting a BigDecimal a value at a time costs more than
 * reading it; {@link DecimalColumn} says how they are put together again.
 */
final class SplitScan implements DuckDBTableFunction<Object, SplitScan.Scan, SplitScan.Cursor> {
  private final List<Column> columns;
  private final List<Split> splits;
  private final BufferAllocator allocator;
  private final QueryState state;
  private final List<FunctionColumn> handedOver;

  SplitScan(List<Column> columns, List<Split> splits, BufferAllocator allocator, QueryState state) {
    this.columns = List.copyOf(columns);
    this.splits = List.copyOf(splits);
    this.allocator = allocator;
    this.state = state;
    List<FunctionColumn> all = new ArrayList<>(List.of(FunctionColumn.NONE));
    for (int i = 0; i < columns.size(); i++) {
      all.addAll(FunctionColumn.of(i, columns.get(i).type()));
    }
    this.handedOver = List.copyOf(all);
  }

  /** The select list that turns what this function hands over into the table's columns. */
  List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      expressions.add(FunctionColumn.expression(i, columns.get(i)));
    }
    return expressions;
  }

  @Override
  public Object bind(DuckDBTableFunctionBindInfo info) {
    handedOver.forEach(column -> info.addResultColumn(column.name(), column.duckType()));
    return this;
  }

  @Override
  public Scan init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(Math.max(1, splits.size()));
    List<FunctionColumn> wanted = new ArrayList<>();
    for (long i = 0; i < info.getColumnCount(); i++) {
      wanted.add(handedOver.get(Math.toIntExact(info.getColumnIndex(i))));
    }
    return new Scan(wanted);
  }

  @Override
  public Cursor localInit(DuckDBTableFunctionInitInfo info) {
    // DuckDB's own threads come without a name.
    Thread thread = Thread.currentThread();
    if (thread.getName().startsWith("Thread-")) {
      thread.setName("plimsoll-duckdb-scan");
    }
    return new Cursor();
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter target) {
    try {
      Scan scan = call.getInitData();
      Cursor cursor = call.getLocalInitData();
      return cursor.fill(scan, target);
    } catch (RuntimeException | Error e) {
      // DuckDB passes on a text only; the exception itself waits here for the end of the statement.
      state.failed(e);
      throw e;
    }
  }

  /** One use of the function in a statement: what is wanted, and the splits not begun yet. */
  final class Scan {
    private final List<FunctionColumn> wanted;
    private final List<String> names;
    private final Queue<Split> waiting = new ConcurrentLinkedQueue<>(splits);

    private Scan(List<FunctionColumn> wanted) {
      this.wanted = wanted;
      this.names =
          wanted.stream()
              .filter(column -> column != FunctionColumn.NONE)
              .map(column -> columns.get(column.column()).name())
              .distinct()
              .toList();
    }
  }

  /** Where one thread of DuckDB is: the split it reads, and the rows of its batch not handed over yet. */
  final class Cursor implements DuckDBTableFunctionState {
    private @Nullable Batches batches;
    private List<ColumnCopy> copies = List.of();
    private int row;
    private int rows;

    private long fill(Scan scan, DuckDBDataChunkWriter target) {
      while (row == rows) {
        state.check();
        if (batches == null) {
          Split split = scan.waiting.poll();
          if (split == null) {
            return 0;
          }
          batches = split.open(scan.names, allocator);
          copies = copies(scan);
        }
        Batch batch = batches.next();
        row = 0;
        rows = batch == null ? 0 : batch.columns().getRowCount();
        if (batch == null) {
          close();
        } else {
          copies.forEach(copy -> copy.use(batch));
        }
      }
      int count = (int) Math.min(target.capacity(), rows - row);
      for (ColumnCopy copy : copies) {
        copy.write(row, count, target);
      }
      row += count;
      return count;
    }

    private List<ColumnCopy> copies(Scan scan) {
      List<ColumnCopy> all = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        List<FunctionColumn> halves = FunctionColumn.of(i, column.type());
        int first = scan.wanted.indexOf(halves.get(0));
        int last = scan.wanted.indexOf(halves.get(halves.size() - 1));
        if (first >= 0 || last >= 0) {
          int vector = scan.names.indexOf(column.name());
          all.add(
              switch (column.type()) {
                case STRING, JSON -> new TextColumn(column.name(), vector, first);
                case DECIMAL -> new DecimalColumn(column, vector, first, last);
                case DATE_TIME -> new DateTimeColumn(column.name(), vector, first);
                case BOOLEAN -> new BooleanColumn(column.name(), vector, first);
              });
        }
      }
      return all;
    }

    /** Called by DuckDB when the statement is over, wherever it stopped. */
    @Override
    public void close() {
      Batches open = batches;
      batches = null;
      copies = List.of();
      row = 0;
      rows = 0;
      if (open != null) {
        open.close();
      }
    }
  }

  /** A vector of another kind than its column asks for. */
  static PlimsollException unexpected(String column, Object vector) {
    return new PlimsollException(
        ErrorCode.INTERNAL,
        "Column " + column + " came as " + vector.getClass().getSimpleName() + ", which its type does not allow.",
        "Report this with the name of the reader that produced it.");
  }
}
