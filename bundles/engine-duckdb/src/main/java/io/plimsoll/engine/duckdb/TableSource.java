package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.engine.SqlTable.LocalParquet;
import io.plimsoll.api.engine.SqlTable.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One table as a view: files DuckDB reads by itself, and the other splits through a table function.
 *
 * <p>Both give the same rows; a file is left to DuckDB only where {@link ParquetColumns} says that it is exact.
 */
final class TableSource {
  private final SqlTable table;
  private final List<Column> columns;
  private final List<Split> read = new ArrayList<>();
  private final Map<Path, LocalParquet> files = new LinkedHashMap<>();
  private final Map<Path, Split> splitOfFile = new LinkedHashMap<>();
  private final Set<String> functions = new LinkedHashSet<>();

  TableSource(SqlTable table) {
    this.table = table;
    this.columns = List.copyOf(table.columns());
    for (Split split : table.splits()) {
      Optional<LocalParquet> parquet = split.parquet();
      Path file = parquet.map(p -> p.file().toAbsolutePath().normalize()).orElse(null);
      if (file == null || isPattern(file) || files.containsKey(file) || !Files.isReadable(file)) {
        read.add(split);
      } else {
        files.put(file, parquet.orElseThrow());
        splitOfFile.put(file, split);
      }
    }
  }

  /** The files DuckDB has to be allowed to read. */
  Set<Path> files() {
    return new LinkedHashSet<>(files.keySet());
  }

  /** Whether some rows come through a reader, in whose memory they are until DuckDB has them. */
  boolean needsReader() {
    return !read.isEmpty();
  }

  /** What nobody should get to see in a message: where files lie, and the functions behind the view. */
  Set<String> hidden() {
    Set<String> hidden = new LinkedHashSet<>(functions);
    files.keySet().forEach(file -> hidden.add(file.toString()));
    return hidden;
  }

  String name() {
    return table.name();
  }

  /** Makes the view; the database must still let files be read. */
  void create(LockedDatabase database, BufferAllocator allocator, QueryState state) throws SQLException {
    List<String> selects = new ArrayList<>(nativeSelects(database));
    if (!read.isEmpty()) {
      SplitScan scan = new SplitScan(columns, read, allocator, state);
      // A name nobody can guess: the function is reached through the view alone.
      String function = "scan_" + UUID.randomUUID().toString().replace("-", "");
      functions.add(function);
      database.register(function, scan);
      selects.add("SELECT " + list(scan.expressions()) + " FROM " + function + "()");
    }
    if (selects.isEmpty()) {
      selects.add(
          columns.stream()
              .map(column -> ParquetColumns.nothing(column) + " AS " + LockedDatabase.name(column.name()))
              .collect(Collectors.joining(", ", "SELECT ", " WHERE false")));
    }
    database.run("CREATE VIEW " + LockedDatabase.name(name()) + " AS " + String.join(" UNION ALL ", selects));
  }

  private Collection<String> nativeSelects(LockedDatabase database) throws SQLException {
    if (files.isEmpty()) {
      return List.of();
    }
    Map<Path, ParquetColumns> shapes = ParquetColumns.of(database, files.keySet());
    Map<String, List<Path>> groups = new LinkedHashMap<>();
    Map<String, String> lists = new LinkedHashMap<>();
    files.forEach(
        (file, parquet) -> {
          ParquetColumns shape = shapes.get(file);
          Optional<List<String>> expressions = shape == null ? Optional.empty() : shape.expressions(columns, parquet);
          if (expressions.isEmpty()) {
            read.add(splitOfFile.get(file));
          } else {
            String list = list(expressions.get());
            String key = list + shape.shape();
            lists.put(key, list);
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(file);
          }
        });
    List<String> selects = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            selects.add(
                "SELECT " + lists.get(key) + " FROM read_parquet(" + LockedDatabase.textList(group)
                    + ", hive_partitioning = false, union_by_name = false)"));
    return selects;
  }

  private String list(List<String> expressions) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> expressions.get(i) + " AS " + LockedDatabase.name(columns.get(i).name()))
        .collect(Collectors.joining(", "));
  }

  /** DuckDB would take such a name for a pattern of names. */
  private static boolean isPattern(Path file) {
    return file.toString().chars().anyMatch(c -> "*?[]{}".indexOf(c) >= 0);
  }
}
