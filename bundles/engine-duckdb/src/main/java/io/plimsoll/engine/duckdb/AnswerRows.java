package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlAnswer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an answer out of DuckDB, value by value in the types of {@link SqlAnswer}. */
final class AnswerRows {
  private AnswerRows() {}

  /**
   * Reads rows up to a limit.
   *
   * @param maxRows further rows are not read, and the answer says that there were some
   */
  static SqlAnswer read(ResultSet result, long maxRows) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> names = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      names.add(meta.getColumnName(i));
      types.add(meta.getColumnTypeName(i));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean cut = false;
    while (!cut && result.next()) {
      cut = rows.size() >= maxRows;
      if (!cut) {
        List<@Nullable Object> row = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
          row.add(value(result, i + 1, types.get(i)));
        }
        rows.add(row);
      }
    }
    return new SqlAnswer(names, types, rows, cut);
  }

  private static @Nullable Object value(ResultSet row, int column, String type) throws SQLException {
    Object value =
        switch (type) {
          case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" -> row.getLong(column);
          case "UBIGINT", "HUGEINT", "UHUGEINT" -> whole(row.getObject(column));
          case "FLOAT", "DOUBLE" -> row.getDouble(column);
          case "BOOLEAN" -> row.getBoolean(column);
          case "DATE" -> row.getObject(column, LocalDate.class);
          case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> row.getObject(column, LocalDateTime.class);
          case "TIMESTAMP WITH TIME ZONE" -> utc(row.getObject(column, OffsetDateTime.class));
          default -> type.startsWith("DECIMAL(") ? row.getBigDecimal(column) : row.getString(column);
        };
    return row.wasNull() ? null : value;
  }

  /** The driver would take the zone of the machine. */
  private static @Nullable Object utc(@Nullable OffsetDateTime instant) {
    return instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private static @Nullable Object whole(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    BigInteger number = new BigInteger(value.toString());
    return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : new BigDecimal(number);
  }
}
