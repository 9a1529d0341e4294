package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.engine.SqlTable.LocalParquet;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of one Parquet file and whether DuckDB reads them exactly as a reader of Plimsoll would.
 *
 * <p>Where it would not (a floating-point amount, an amount of more fraction digits than the table has, text that is
 * a date), the file is read through its split instead.
 */
final class ParquetColumns {
  private static final int DIGITS = 38;

  private final Map<String, String> types;
  private final boolean flat;

  private ParquetColumns(Map<String, String> types, boolean flat) {
    this.types = types;
    this.flat = flat;
  }

  /** Reads the footers of the files. */
  static Map<Path, ParquetColumns> of(LockedDatabase database, Collection<Path> files) throws SQLException {
    Map<String, Path> byName = new HashMap<>();
    files.forEach(file -> byName.put(file.toString(), file));
    Map<Path, ParquetColumns> all = new HashMap<>();
    String sql =
        "SELECT file_name, name, coalesce(num_children, 0), coalesce(duckdb_type, ''), column_id FROM parquet_schema("
            + LockedDatabase.textList(files) + ") ORDER BY file_name, column_id";
    return database.ask(
        sql,
        rows -> {
          while (rows.next()) {
            Path file = byName.get(rows.getString(1));
            if (rows.getLong(5) == 0) {
              all.put(file, new ParquetColumns(new LinkedHashMap<>(), true));
            } else {
              ParquetColumns columns = all.get(file);
              boolean nested = rows.getLong(3) > 0;
              boolean twice = columns.types.put(rows.getString(2), rows.getString(4)) != null;
              if (nested || twice) {
                all.put(file, new ParquetColumns(columns.types, false));
              }
            }
          }
          return all;
        });
  }

  /** Files of the same shape can be read in one go. */
  String shape() {
    return types.toString();
  }

  /** The select list that makes the table's columns of the file's, or nothing when DuckDB would not be exact. */
  Optional<List<String>> expressions(List<Column> columns, LocalParquet file) {
    if (!flat || types.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() < types.size()) {
      return Optional.empty();
    }
    List<String> expressions = new ArrayList<>();
    for (Column column : columns) {
      String source = file.sources().get(column.name());
      Optional<String> expression =
          source == null ? Optional.of(nothing(column)) : expression(column, source, types.getOrDefault(source, ""));
      if (expression.isEmpty()) {
        return Optional.empty();
      }
      expressions.add(expression.get());
    }
    return Optional.of(expressions);
  }

  /** A column of nulls. */
  static String nothing(Column column) {
    return "CAST(NULL AS " + type(column) + ')';
  }

  private static Optional<String> expression(Column column, String source, String fileType) {
    String name = LockedDatabase.name(source);
    return switch (column.type()) {
      case STRING, JSON ->
          switch (fileType) {
            case "VARCHAR" -> Optional.of("NULLIF(" + name + ", '')");
            case "JSON" -> Optional.of("NULLIF(CAST(" + name + " AS VARCHAR), '')");
            default -> Optional.empty();
          };
      case BOOLEAN -> fileType.equals("BOOLEAN") ? Optional.of(name) : Optional.empty();
      case DATE_TIME ->
          switch (fileType) {
            case "TIMESTAMP" -> Optional.of(name);
            case "TIMESTAMP WITH TIME ZONE", "DATE" -> Optional.of("CAST(" + name + " AS TIMESTAMP)");
            default -> Optional.empty();
          };
      case DECIMAL -> amount(column, name, fileType);
    };
  }

  private static Optional<String> amount(Column column, String name, String fileType) {
    int whole;
    int fraction = 0;
    switch (fileType) {
      case "TINYINT", "UTINYINT" -> whole = 3;
      case "SMALLINT", "USMALLINT" -> whole = 5;
      case "INTEGER", "UINTEGER" -> whole = 10;
      case "BIGINT" -> whole = 19;
      case "UBIGINT" -> whole = 20;
      default -> {
        if (!fileType.startsWith("DECIMAL(")) {
          return Optional.empty();
        }
        String[] parts = fileType.substring("DECIMAL(".length(), fileType.length() - 1).split(",");
        fraction = Integer.parseInt(parts[1].strip());
        whole = Integer.parseInt(parts[0].strip()) - fraction;
      }
    }
    if (fraction > column.scale()) {
      return Optional.empty();
    }
    if (fileType.replace(" ", "").equals(type(column))) {
      return Optional.of(name);
    }
    if (whole <= DIGITS - column.scale()) {
      return Optional.of("CAST(" + name + " AS " + type(column) + ')');
    }
    String problem =
        "error(" + LockedDatabase.text("Column " + column.name() + " holds ") + " || " + name + " || "
            + LockedDatabase.text(DecimalColumn.doesNotFit(column) + '.') + ')';
    return Optional.of(
        "CASE WHEN " + name + " IS NOT NULL THEN coalesce(TRY_CAST(" + name + " AS " + type(column) + "), " + problem
            + ") END");
  }

  /** The type of a column in DuckDB. */
  static String type(Column column) {
    return switch (column.type()) {
      case STRING, JSON -> "VARCHAR";
      case BOOLEAN -> "BOOLEAN";
      case DATE_TIME -> "TIMESTAMP";
      case DECIMAL -> "DECIMAL(" + DIGITS + ',' + column.scale() + ')';
    };
  }
}
