package io.plimsoll.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Keeps the list of functions in step with DuckDB. */
class SafeFunctionsTest {
  private final SafeFunctions functions = SafeFunctions.load();

  @Test
  void noFunctionThatDependsOnMoreThanItsArgumentsIsAllowedUnseen() throws SQLException {
    Set<String> allowed =
        names("SELECT function_name FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'window')"
            + " AND (has_side_effects OR stability <> 'CONSISTENT')");
    allowed.removeIf(name -> !functions.contains(name));

    assertThat(allowed)
        .describedAs("functions of the clock and of chance; look at what is new before it is allowed")
        .containsExactlyInAnyOrder(
            "current_date", "error", "gen_random_uuid", "get_current_time", "get_current_timestamp", "now", "random",
            "today", "transaction_timestamp", "uuid", "uuidv4", "uuidv7");
  }

  @Test
  void noTableFunctionThatReadsIsAllowedAsAFunction() throws SQLException {
    Set<String> allowed =
        names(
            "SELECT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'pragma', 'table_macro')");
    allowed.removeIf(name -> !functions.contains(name));

    assertThat(allowed).containsExactlyInAnyOrder("generate_series", "histogram", "range", "repeat", "unnest");
  }

  @Test
  void everyViewOfTheEngineHasANameTheGateKnows() throws SQLException {
    assertThat(names("SELECT view_name FROM duckdb_views() WHERE internal AND schema_name <> 'information_schema'"))
        .isNotEmpty()
        .allMatch(name -> name.matches("(duckdb|pg|sqlite|pragma)_.*"));
  }

  private static Set<String> names(String sql) throws SQLException {
    try (Connection connection = ParquetTable.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Set<String> names = new TreeSet<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
