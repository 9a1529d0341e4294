package io.plimsoll.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.engine.duckdb.ParquetTable.Offer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time, memory and cancelling: a statement ends, says why, and leaves nothing behind. */
class LimitsTest {
  private static final SqlLimits SHORT = new SqlLimits(1000, 1L << 28, Duration.ofMillis(300));
  private static final SqlLimits SMALL = new SqlLimits(1000, 1L << 25, Duration.ofMinutes(1));

  private final DuckDbSqlEngine engine = new DuckDbSqlEngine();

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
        "SELECT count(*) FROM range(1000000000000) a, range(1000000) b",
        "SELECT count(*) FROM generate_series(1, 1000000000000) WHERE generate_series % 7 = 9"
      })
  void aStatementWithoutEndIsCancelledInTime(String sql) {
    PlimsollException error = failure(sql, List.of(), SHORT);

    assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(error).hasMessageStartingWith("The statement ran longer than").hasMessageEndingWith("and was cancelled.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT list(i) FROM generate_series(1, 1000000000000) t(i)",
        "SELECT i FROM range(100000000) t(i) ORDER BY hash(i)",
        "SELECT string_agg(repeat('x', 10000)) FROM range(1000000)",
      })
  void aStatementThatNeedsTooMuchMemoryIsEnded(String sql) {
    PlimsollException error = failure(sql, List.of(), SMALL);

    assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(error).hasMessage("The statement needs more memory than it may use.");
    assertThat(error.advice()).startsWith("Ask for fewer columns");
  }

  @Test
  void anInterruptedCallerCancelsTheStatementAndStaysInterrupted() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    TextTable endless = new TextTable(3, reading::countDown);
    Thread caller =
        new Thread(
            () -> {
              try {
                engine.query("SELECT count(x) FROM focus", List.of(endless), SqlLimits.DEFAULT);
              } catch (PlimsollException e) {
                seen.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            },
            "caller");
    caller.start();
    reading.await();

    caller.interrupt();
    caller.join();

    assertThat(seen.get())
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(interrupted).hasValue(true);
    assertThat(endless.open).hasValue(0);
  }

  @Test
  void closingTheEngineCancelsWhatRunsAndEndsItsThreads() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<PlimsollException> seen = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> seen.set(failure("SELECT count(x) FROM focus", List.of(new TextTable(3, reading::countDown)), SqlLimits.DEFAULT)),
            "caller");
    caller.start();
    reading.await();

    engine.close();
    caller.join();

    assertThat(seen.get().code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(failure("SELECT 1", List.of(), SqlLimits.DEFAULT)).hasMessage("The SQL engine is closed.");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("plimsoll-duckdb")) {
        thread.join(Duration.ofSeconds(10).toMillis());
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aFailureOfAReaderIsWhatTheCallerGets() {
    PlimsollException damaged =
        new PlimsollException(ErrorCode.INPUT_INCOMPLETE, "Export part a.csv.gz ends early.", "It is tried again.");
    TextTable table = new TextTable(3, () -> { throw damaged; });

    PlimsollException error = failure("SELECT count(x) FROM focus", List.of(table), SqlLimits.DEFAULT);

    assertThat(error).isSameAs(damaged);
    assertThat(table.open).hasValue(0);
  }

  @Test
  void readersThatNeedTooMuchMemoryAreEnded() {
    TextTable table = new TextTable(1 << 26, () -> { });

    PlimsollException error = failure("SELECT count(x) FROM focus", List.of(table), SMALL);

    assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(error).hasMessage("Reading the tables needs more memory than the statement may use.");
    assertThat(table.open).hasValue(0);
  }

  @Test
  void nothingIsSpilledAndTheUnpackedLibraryHasNoNameAnyMore(@TempDir Path folder) throws IOException {
    Path file = ParquetTable.write(folder.resolve("a.parquet"), "SELECT i::DECIMAL(38,18) AS x FROM range(5000) t(i)");
    ParquetTable table = ParquetTable.of("focus", List.of(ParquetTable.decimal("x", 18)), Offer.BATCHES, file);

    engine.query("SELECT x, count(*) FROM focus GROUP BY 1 ORDER BY 1 DESC", List.of(table), SqlLimits.DEFAULT);

    assertThat(Path.of(".tmp")).doesNotExist();
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "only Linux says which files are mapped");
    assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
        .filteredOn(line -> line.contains("libduckdb_java"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("(deleted)"));
  }

  private PlimsollException failure(String sql, List<SqlTable> tables, SqlLimits limits) {
    PlimsollException error =
        catchThrowableOfType(PlimsollException.class, () -> engine.query(sql, tables, limits));
    assertThat(error).describedAs(sql).isNotNull();
    return error;
  }
}
