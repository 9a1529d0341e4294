package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable;
import java.util.List;

/** A table that cannot be read. */
final class FailingTable implements SqlTable {
  private final RuntimeException failure;

  FailingTable(RuntimeException failure) {
    this.failure = failure;
  }

  @Override
  public String name() {
    return "focus";
  }

  @Override
  public List<Column> columns() {
    return List.of(ParquetTable.text("x"));
  }

  @Override
  public List<Split> splits() {
    return List.of(
        (columns, allocator) -> {
          throw failure;
        });
  }
}
