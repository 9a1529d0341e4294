package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.testkit.rows.BatchRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of SQL engines, held against a sound one and against wrong ones. */
class SqlEngineContractTest {
  private static Supplier<SqlEngine> made = Copying::new;

  /** What an author writes. */
  static class Subject extends SqlEngineContract {
    @Override
    protected SqlEngine newPlugin() {
      return made.get();
    }
  }

  @Test
  void aSoundEngineHoldsIt() {
    made = Copying::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(11);
  }

  @Test
  void oneThatRunsAnyStatementBreaksIt() {
    assertThat(
            broken(
                new Copying() {
                  @Override
                  void gate(String sql) {
                    // everything may run
                  }

                  @Override
                  SqlAnswer run(Statement statement, String sql, SqlLimits limits) throws SQLException {
                    return statement.execute(sql)
                        ? super.run(statement, sql, limits)
                        : new SqlAnswer(List.of(), List.of(), List.of(), false);
                  }
                }))
        .contains("nothingIsWrittenOrChanged");
  }

  @Test
  void oneThatReadsFilesBreaksIt() {
    assertThat(
            broken(
                new Copying() {
                  @Override
                  String lock() {
                    return "SELECT 1";
                  }
                }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "noFileIsReadOrWritten");
  }

  @Test
  void oneThatIgnoresTheLimitBreaksIt() {
    assertThat(
            broken(
                new Copying() {
                  @Override
                  public SqlAnswer query(String sql, List<SqlTable> tables, SqlLimits limits) {
                    return super.query(sql, tables, SqlLimits.DEFAULT);
                  }
                }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "moreRowsThanAllowedAreCutAndSaidToBe");
  }

  @Test
  void oneThatRoundsBreaksIt() {
    assertThat(
            broken(
                new Copying() {
                  @Override
                  String type(SqlTable.Column column) {
                    return super.type(column).startsWith("DECIMAL") ? "DOUBLE" : super.type(column);
                  }
                }))
        .contains("rowsAreGroupedFilteredAndOrdered", "valuesComeInTheTypesOfTheApi");
  }

  @Test
  void oneThatLeavesReadersOpenBreaksIt() {
    assertThat(
            broken(
                new Copying() {
                  @Override
                  void ended(Batches batches) {
                    // forgets to close them
                  }
                }))
        .contains("whatWasOpenedIsClosed");
  }

  @Test
  void oneThatShowsWhatTheDriverThrewBreaksIt() {
    assertThat(
            broken(
                new Copying() {
                  @Override
                  RuntimeException failed(SQLException e) {
                    return new IllegalStateException(e);
                  }
                }))
        .contains("aStatementThatCannotBeUnderstoodIsTheUsersFault");
  }

  private static Set<String> broken(SqlEngine engine) {
    made = () -> engine;
    return Held.broken(Subject.class);
  }

  /** Sound, and slow: copies each table into a database of its own. */
  @Plugin(name = "copying", type = SqlEngine.class)
  public static class Copying implements SqlEngine {
    /** As a host makes it. */
    public Copying() {}

    void gate(String sql) {
      if (!sql.strip().toUpperCase().startsWith("SELECT") || sql.contains(";")) {
        throw new PlimsollException(ErrorCode.REFUSED, "Only one SELECT may run.", "Write one SELECT statement.");
      }
    }

    String lock() {
      return "SET enable_external_access = false";
    }

    String type(SqlTable.Column column) {
      return switch (column.type()) {
        case STRING, JSON -> "VARCHAR";
        case DECIMAL -> "DECIMAL(38," + column.scale() + ")";
        case DATE_TIME -> "TIMESTAMP";
        case BOOLEAN -> "BOOLEAN";
      };
    }

    void ended(Batches batches) {
      batches.close();
    }

    RuntimeException failed(SQLException e) {
      return new PlimsollException(ErrorCode.INVALID_REQUEST, "The statement cannot be run.", "Look at it again.", e);
    }

    @Override
    public SqlAnswer query(String sql, List<SqlTable> tables, SqlLimits limits) {
      gate(sql);
      try (Connection database = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
        for (SqlTable table : tables) {
          copy(table, database);
        }
        try (Statement statement = database.createStatement()) {
          statement.execute(lock());
          return run(statement, sql, limits);
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    SqlAnswer run(Statement statement, String sql, SqlLimits limits) throws SQLException {
      try (ResultSet rows = statement.executeQuery(sql)) {
        return answer(rows, limits);
      }
    }

    private void copy(SqlTable table, Connection database) throws SQLException {
      List<String> names = table.columns().stream().map(SqlTable.Column::name).toList();
      try (Statement statement = database.createStatement()) {
        statement.execute(
            "CREATE TABLE " + table.name() + table.columns().stream().map(c -> c.name() + " " + type(c)).collect(Collectors.joining(",", "(", ")")));
      }
      String insert = "INSERT INTO " + table.name() + " VALUES (" + String.join(",", Collections.nCopies(names.size(), "?")) + ")";
      for (SqlTable.Split split : table.splits()) {
        // Not closed here: an allocator that is closed with readers open would hide who left them.
        BufferAllocator allocator = new RootAllocator();
        Batches batches = split.open(names, allocator);
        try (PreparedStatement row = database.prepareStatement(insert)) {
          for (List<@Nullable Object> values : BatchRows.of(batches)) {
            for (int i = 0; i < values.size(); i++) {
              Object value = values.get(i);
              row.setObject(i + 1, value instanceof Instant t ? LocalDateTime.ofInstant(t, ZoneOffset.UTC) : value);
            }
            row.execute();
          }
        }
        ended(batches);
      }
    }

    private static SqlAnswer answer(ResultSet rows, SqlLimits limits) throws SQLException {
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      for (int i = 1; i <= columns; i++) {
        names.add(rows.getMetaData().getColumnName(i));
        types.add(rows.getMetaData().getColumnTypeName(i));
      }
      List<List<@Nullable Object>> values = new ArrayList<>();
      boolean cut = false;
      while (!cut && rows.next()) {
        cut = values.size() == limits.maxRows();
        if (!cut) {
          List<@Nullable Object> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            Object value = rows.getObject(i);
            row.add(value instanceof java.sql.Timestamp time ? time.toLocalDateTime() : value);
          }
          values.add(row);
        }
      }
      return new SqlAnswer(names, types, values, cut);
    }
  }
}
