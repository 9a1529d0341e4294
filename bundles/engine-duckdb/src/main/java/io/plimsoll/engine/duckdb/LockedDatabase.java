package io.plimsoll.engine.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBTableFunction;

/**
 * An empty database in memory, made for one statement, that can reach nothing but the files it is told of.
 *
 * <p>It never writes: there is no temporary folder to spill into, so a statement that needs more memory than it is
 * given ends with an error instead of leaving billing rows on a disk.
 */
final class LockedDatabase implements AutoCloseable {
  private static final String LOST_ERROR = "Invalid result set";

  private final Connection connection;

  private LockedDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a database that is not locked yet.
   *
   * @param threads how many work on a statement, the caller's included
   */
  static LockedDatabase open(int threads, long memoryBytes) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", memoryBytes + "B");
    settings.setProperty("temp_directory", "");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("enable_external_file_cache", "false");
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection;
    try {
      // Not DriverManager: it does not see drivers inside bundles.
      connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    } catch (LinkageError e) {
      throw NativeLibrary.missing(e);
    }
    NativeLibrary.removeUnpackedCopies();
    LockedDatabase database = new LockedDatabase(connection);
    try {
      database.run("SET TimeZone = 'UTC'");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /** Lets exactly these files be read, and no setting be changed any more. */
  void lock(Collection<Path> readable) throws SQLException {
    if (!readable.isEmpty()) {
      run("SET allowed_paths = " + textList(readable));
    }
    run("SET enable_external_access = false");
    run("SET lock_configuration = true");
  }

  /** Makes a Java table function known under this name. */
  void register(String name, DuckDBTableFunction<?, ?, ?> function) throws SQLException {
    DuckDBFunctions.tableFunction().withName(name).withProjectionPushdown().withFunction(function).register(connection);
    // The driver lists every function ever registered, for ever; this copy of the driver is the bundle's own.
    DuckDBDriver.clearFunctionsRegistry();
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A statement not run yet, so that it can be cancelled from elsewhere. */
  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  /**
   * The error of a query that failed before its first row.
   *
   * <p>When results are streamed, the driver loses the text of such an error; its other way of reading results keeps
   * it, so the query is begun once more that way.
   *
   * @param begun is told of the statement, so that it can be cancelled
   */
  SQLException errorOf(String sql, SQLException error, Consumer<Statement> begun) {
    if (!String.valueOf(error.getMessage()).contains(LOST_ERROR)) {
      return error;
    }
    try (DuckDBPreparedStatement again = connection.unwrap(DuckDBConnection.class).prepare(sql)) {
      begun.accept(again);
      again.query().close();
      return error;
    } catch (SQLException known) {
      known.addSuppressed(error);
      return known;
    }
  }

  /** Runs a query of our own and hands over its rows. */
  <T> T ask(String sql, Rows<T> rows, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows.read(result);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }

  static String name(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  static String textList(Collection<Path> files) {
    return files.stream().map(file -> text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
  }

  /** What is done with the rows of a query. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }
}
