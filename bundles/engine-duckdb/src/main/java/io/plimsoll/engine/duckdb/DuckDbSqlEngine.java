package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.plugin.Plugin;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SQL by DuckDB, inside the process.
 *
 * <p>Each statement gets an empty database in memory that sees the tables handed over and nothing else: no file but
 * theirs, no network, no setting, no extension, no other statement's data. A statement is judged on its syntax tree
 * before it runs ({@link StatementGate}), and the database is locked besides.
 *
 * <p>DuckDB does not notice that a Java thread is interrupted, so statements run on threads of the engine while the
 * caller waits; a caller that is interrupted or out of time cancels the statement and waits for its end.
 */
@Plugin(name = "duckdb", type = SqlEngine.class, restartToUpgrade = true)
public final class DuckDbSqlEngine implements SqlEngine, AutoCloseable {
  private static final int MOST_THREADS = 4;
  private static final long CANCEL_AGAIN_MILLIS = 20;
  private static final long CLOSE_SECONDS = 10;

  private final SafeFunctions functions = SafeFunctions.load();
  private final int threads = Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
  private final Set<QueryRun> runs = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers;

  /** An engine without a thread yet. */
  public DuckDbSqlEngine() {
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "plimsoll-duckdb-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public SqlAnswer query(String sql, List<SqlTable> tables, SqlLimits limits) {
    QueryRun run = new QueryRun(sql, tables, limits, functions, threads);
    runs.add(run);
    try {
      return await(workers.submit(run), run, limits);
    } catch (RejectedExecutionException e) {
      throw new PlimsollException(
          ErrorCode.CANCELLED, "The SQL engine is closed.", "Ask again when the host has started.", e);
    } finally {
      runs.remove(run);
    }
  }

  /** Cancels what runs and waits for its end. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      for (long waited = 0; waited < TimeUnit.SECONDS.toMillis(CLOSE_SECONDS); waited += CANCEL_AGAIN_MILLIS) {
        runs.forEach(QueryRun::cancel);
        if (workers.awaitTermination(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SqlAnswer await(Future<SqlAnswer> answer, QueryRun run, SqlLimits limits) {
    try {
      return answer.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return afterCancel(
          answer,
          run,
          new PlimsollException(
              ErrorCode.LIMIT_EXCEEDED,
              "The statement ran longer than " + limits.timeout().toSeconds() + " seconds and was cancelled.",
              "Ask for a shorter period or fewer groups, or raise the time limit.",
              e));
    } catch (InterruptedException e) {
      try {
        return afterCancel(answer, run, QueryState.cancelled(e));
      } finally {
        Thread.currentThread().interrupt();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** Ends a run, so that nothing of it uses the tables any more, and fails with the reason. */
  private static SqlAnswer afterCancel(Future<SqlAnswer> answer, QueryRun run, PlimsollException reason) {
    boolean interrupted = false;
    try {
      while (true) {
        run.cancel();
        try {
          // It may have come to its end at this very moment; then the answer is good.
          return answer.get(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // Not over yet: DuckDB looks at the request between two chunks of rows.
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw reason;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new PlimsollException(ErrorCode.INTERNAL, "DuckDB failed: " + cause + '.', "Report this.", cause);
  }
}
