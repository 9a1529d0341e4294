package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.testkit.contract.TableWriterContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every TableWriter must do, read back by DuckDB. */
class ParquetTableWriterContractTest extends TableWriterContract {
  @Override
  protected TableWriter newPlugin() {
    return new ParquetTableWriter();
  }

  @Override
  protected List<List<@Nullable Object>> read(Path file, List<SqlTable.Column> columns) throws Exception {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Connection connection = ParquetTable.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
      while (found.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (SqlTable.Column column : columns) {
          row.add(
              switch (column.type()) {
                case DATE_TIME -> {
                  LocalDateTime time = found.getObject(column.name(), LocalDateTime.class);
                  yield time == null ? null : time.toInstant(ZoneOffset.UTC);
                }
                case DECIMAL -> found.getBigDecimal(column.name());
                default -> found.getObject(column.name());
              });
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
