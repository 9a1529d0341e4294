package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.focus.FocusType;
import java.util.List;
import org.duckdb.DuckDBColumnType;

/**
 * A column as a {@link SplitScan} hands it to DuckDB; an amount takes two.
 *
 * @param column index of the table's column
 * @param isLow whether it holds the low half of an amount
 */
record FunctionColumn(int column, boolean isLow, DuckDBColumnType duckType) {
  /** Stands first and is nobody's column: DuckDB asks for the first when it only counts rows. */
  static final FunctionColumn NONE = new FunctionColumn(-1, false, DuckDBColumnType.BOOLEAN);

  static List<FunctionColumn> of(int column, FocusType type) {
    return switch (type) {
      case STRING, JSON -> List.of(new FunctionColumn(column, false, DuckDBColumnType.VARCHAR));
      case BOOLEAN -> List.of(new FunctionColumn(column, false, DuckDBColumnType.BOOLEAN));
      case DATE_TIME -> List.of(new FunctionColumn(column, false, DuckDBColumnType.BIGINT));
      case DECIMAL ->
          List.of(
              new FunctionColumn(column, false, DuckDBColumnType.BIGINT),
              new FunctionColumn(column, true, DuckDBColumnType.BIGINT));
    };
  }

  /** The SQL that makes the table's column of what is handed over. */
  static String expression(int index, Column column) {
    String value = name(index, false);
    return switch (column.type()) {
      case STRING, JSON, BOOLEAN -> value;
      case DATE_TIME -> "make_timestamp(" + value + ")";
      case DECIMAL -> DecimalColumn.expression(value, name(index, true), column.scale());
    };
  }

  String name() {
    return column < 0 ? "r" : name(column, isLow);
  }

  private static String name(int column, boolean low) {
    return (low ? "l" : "c") + column;
  }
}
