package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement from its text to its answer, in a database of its own. */
final class QueryRun implements Callable<SqlAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);

  private final String sql;
  private final List<SqlTable> tables;
  private final SqlLimits limits;
  private final SafeFunctions functions;
  private final int threads;
  private final QueryState state = new QueryState();
  private volatile @Nullable Statement running;

  QueryRun(String sql, List<SqlTable> tables, SqlLimits limits, SafeFunctions functions, int threads) {
    this.sql = sql;
    this.tables = List.copyOf(tables);
    this.limits = limits;
    this.functions = functions;
    this.threads = threads;
  }

  @Override
  public SqlAnswer call() {
    List<TableSource> sources = tables.stream().map(TableSource::new).toList();
    // Rows on their way from a reader count too; files DuckDB reads by itself leave it the whole.
    boolean needsReader = sources.stream().anyMatch(TableSource::needsReader);
    long memory = needsReader ? limits.maxMemoryBytes() / 2 : limits.maxMemoryBytes();
    try (BufferAllocator allocator = new RootAllocator(Math.max(1, limits.maxMemoryBytes() / 2));
        LockedDatabase database = LockedDatabase.open(threads, memory)) {
      database.lock(files(sources));
      return run(database, sources, allocator);
    } catch (SQLException e) {
      throw reworded(e, sources);
    }
  }

  /** Stops the statement, wherever it is; called again until the run has ended, for it may not have begun. */
  void cancel() {
    state.cancel();
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOG.debug("The statement had ended before it was cancelled.", e);
      }
    }
  }

  private SqlAnswer run(LockedDatabase database, List<TableSource> sources, BufferAllocator allocator)
      throws SQLException {
    AllowedStatement allowed =
        StatementGate.check(database, sql, sources.stream().map(TableSource::name).toList(), functions);
    for (TableSource source : sources) {
      if (allowed.tables().contains(source.name())) {
        source.create(database, allocator, state);
      }
    }
    state.check();
    try (Statement statement = database.statement()) {
      running = statement;
      try (ResultSet result = statement.executeQuery(allowed.sql())) {
        SqlAnswer answer = AnswerRows.read(result, limits.maxRows());
        return allowed.explains() ? withoutHidden(answer, hidden(sources)) : answer;
      }
    } catch (SQLException e) {
      throw state.isOver() ? e : database.errorOf(allowed.sql(), e, again -> running = again);
    } finally {
      running = null;
    }
  }

  private static Set<Path> files(List<TableSource> sources) {
    Set<Path> files = new LinkedHashSet<>();
    sources.forEach(source -> files.addAll(source.files()));
    return files;
  }

  private static Set<String> hidden(List<TableSource> sources) {
    Set<String> hidden = new LinkedHashSet<>();
    sources.forEach(source -> hidden.addAll(source.hidden()));
    return hidden;
  }

  private RuntimeException reworded(SQLException error, List<TableSource> sources) {
    Throwable failure = state.failure();
    if (failure == null && state.isCancelled()) {
      return QueryState.cancelled(error);
    }
    if (failure instanceof OutOfMemoryException) {
      return new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "Reading the tables needs more memory than the statement may use.",
          "Ask for fewer columns or a shorter period, or raise the memory limit.",
          failure);
    }
    if (failure instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (failure instanceof Error fatal) {
      throw fatal;
    }
    return SqlErrors.translate(error, hidden(sources));
  }

  private static SqlAnswer withoutHidden(SqlAnswer answer, Set<String> hidden) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : answer.rows()) {
      List<@Nullable Object> shown = new ArrayList<>(row);
      shown.replaceAll(value -> value instanceof String text ? without(text, hidden) : value);
      rows.add(shown);
    }
    return new SqlAnswer(answer.columns(), answer.types(), rows, answer.cut());
  }

  private static String without(String text, Set<String> hidden) {
    String shown = text;
    for (String secret : hidden) {
      shown = shown.replace(secret, "export");
    }
    return shown;
  }
}
