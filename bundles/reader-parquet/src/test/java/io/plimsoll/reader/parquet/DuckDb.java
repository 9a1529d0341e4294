package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.FocusType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** The reference: writes Parquet files and says what is in them. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  DuckDb() throws SQLException {
    connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    execute("SET threads = 1");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  byte[] copy(String query, Path file, String options) throws SQLException {
    execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet" + options + ")");
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every row of a file, in the form {@link Part} has them. */
  List<List<@Nullable Object>> rows(Path file, Part part) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (var column : part.columns()) {
      String name = '"' + column.name() + '"';
      columns.add(
          switch (column.type()) {
            case DATE_TIME -> "epoch_us(" + name + "::TIMESTAMP)";
            case JSON -> column.physical().startsWith("MAP") ? "to_json(" + name + ")::VARCHAR" : name;
            default -> name;
          });
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT " + String.join(", ", columns) + " FROM read_parquet('" + file
                    + "', binary_as_string = true)")) {
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          row.add(value(result, i + 1, part.columns().get(i).type()));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static @Nullable Object value(ResultSet result, int column, FocusType type) throws SQLException {
    String text = result.getString(column);
    if (text == null || text.isEmpty()) {
      return null;
    }
    return switch (type) {
      case DECIMAL -> {
        Object value = result.getObject(column);
        yield Part.plain(new BigDecimal(value instanceof Number n ? n.toString() : text));
      }
      case DATE_TIME -> result.getLong(column);
      case BOOLEAN -> result.getBoolean(column);
      case STRING, JSON -> text;
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
