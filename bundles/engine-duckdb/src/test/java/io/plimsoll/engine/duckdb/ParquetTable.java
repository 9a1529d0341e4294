package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.focus.FocusType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBDriver;

/** A table over Parquet files that DuckDB wrote, offered as files, as batches, or as both. */
final class ParquetTable implements SqlTable {
  enum Offer {
    /** DuckDB may read the files itself. */
    FILES,
    /** Rows come as Arrow batches. */
    BATCHES
  }

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final List<List<String>> projections = new ArrayList<>();
  private final String name;
  private final List<Column> columns;
  private final Map<String, String> sources;
  private final List<Path> files;
  private final Offer offer;

  ParquetTable(String name, List<Column> columns, Map<String, String> sources, List<Path> files, Offer offer) {
    this.name = name;
    this.columns = columns;
    this.sources = sources;
    this.files = files;
    this.offer = offer;
  }

  /** A table whose columns have the names of the files' columns. */
  static ParquetTable of(String name, List<Column> columns, Offer offer, Path... files) {
    Map<String, String> sources = new LinkedHashMap<>();
    columns.forEach(column -> sources.put(column.name(), column.name()));
    return new ParquetTable(name, columns, sources, List.of(files), offer);
  }

  ParquetTable named(String other) {
    return new ParquetTable(other, columns, sources, files, offer);
  }

  static Column text(String name) {
    return new Column(name, FocusType.STRING, 0);
  }

  static Column decimal(String name, int scale) {
    return new Column(name, FocusType.DECIMAL, scale);
  }

  static Column of(String name, FocusType type) {
    return new Column(name, type, 0);
  }

  /** Writes the rows of a query as one Parquet file. */
  static Path write(Path file, String query) {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
      return file;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  static Connection connect() throws SQLException {
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<Split> splits() {
    List<Split> splits = new ArrayList<>();
    files.forEach(file -> splits.add(new FileSplit(file)));
    return splits;
  }

  /** One file. */
  private final class FileSplit implements Split {
    private final Path file;

    FileSplit(Path file) {
      this.file = file;
    }

    @Override
    public Batches open(List<String> wanted, BufferAllocator allocator) {
      opened.incrementAndGet();
      synchronized (projections) {
        projections.add(List.copyOf(wanted));
      }
      List<Column> projected =
          wanted.stream().map(w -> columns.stream().filter(c -> c.name().equals(w)).findFirst().orElseThrow()).toList();
      return new JdbcBatches(file, projected, sources, allocator, closed::incrementAndGet);
    }

    @Override
    public Optional<LocalParquet> parquet() {
      return offer == Offer.FILES ? Optional.of(new LocalParquet(file, sources)) : Optional.empty();
    }
  }
}
