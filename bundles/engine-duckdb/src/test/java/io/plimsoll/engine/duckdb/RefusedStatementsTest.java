package io.plimsoll.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.engine.duckdb.ParquetTable.Offer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement may not do, and the words in which it is told so. */
class RefusedStatementsTest {
  private static DuckDbSqlEngine engine;
  private static Path file;

  @BeforeAll
  static void write(@TempDir Path folder) {
    engine = new DuckDbSqlEngine();
    file =
        ParquetTable.write(
            folder.resolve("part.parquet"), "SELECT 'a' AS ServiceName, 1.5::DECIMAL(38,18) AS BilledCost");
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_csv_auto('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM read_parquet('$FILE')",
        "SELECT * FROM parquet_scan('$FILE')",
        "SELECT * FROM parquet_metadata('$FILE')",
        "SELECT * FROM parquet_schema('$FILE')",
        "SELECT * FROM parquet_kv_metadata('$FILE')",
        "SELECT * FROM glob('/**')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM read_duckdb('/tmp/x.db')",
        "SELECT * FROM READ_CSV('/etc/passwd')",
        "SELECT * FROM system.main.read_csv('/etc/passwd')",
        "SELECT (SELECT count(*) FROM read_text('/etc/passwd'))",
        "WITH x AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM x",
        "FROM focus WHERE ServiceName IN (SELECT content FROM read_text('/etc/passwd'))",
        "SELECT * FROM focus, LATERAL (SELECT * FROM read_text('/etc/passwd'))",
        "DESCRIBE SELECT * FROM read_text('/etc/passwd')",
        "SUMMARIZE FROM read_text('/etc/passwd')",
        "EXPLAIN SELECT * FROM read_text('/etc/passwd')",
      })
  void functionsThatReadFilesAreRefused(String sql) {
    assertThat(refusal(sql).getMessage())
        .matches("The function \\w+ reads files; SQL here reads only its tables\\.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM '$FILE'",
        "SELECT * FROM 'other.parquet'",
        "FROM \"https://example.com/x.csv\"",
        "FROM 's3://bucket/x.parquet'",
        "FROM 'az://container/x.parquet'",
        "SELECT * FROM 'data/*.csv'",
        "WITH \"$FILE\" AS (SELECT 1) SELECT * FROM \"$FILE\"",
        "SUMMARIZE 'x.parquet'",
        "DESCRIBE '/etc/passwd'",
      })
  void filesAndAddressesInPlaceOfATableAreRefused(String sql) {
    assertThat(refusal(sql).getMessage())
        .startsWith("The statement reads '").endsWith("SQL here reads no files and no addresses.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY focus TO '/tmp/x.csv'",
        "COPY focus FROM '/etc/passwd'",
        "COPY (SELECT 1) TO '/tmp/x.parquet'",
        "EXPORT DATABASE '/tmp/x'",
        "IMPORT DATABASE '/tmp/x'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "FORCE INSTALL azure",
        "ATTACH '/tmp/x.db' AS x",
        "DETACH memory",
        "USE system",
        "SET memory_limit = '10GB'",
        "SET lock_configuration = false",
        "RESET memory_limit",
        "PRAGMA enable_external_access",
        "PRAGMA database_list",
        "PRAGMA show_tables",
        "CREATE TABLE x (a INT)",
        "CREATE VIEW x AS SELECT 1",
        "CREATE MACRO x() AS 1",
        "CREATE SECRET (TYPE s3)",
        "CREATE SEQUENCE s",
        "CREATE TEMP TABLE x AS SELECT * FROM focus",
        "INSERT INTO focus VALUES (1)",
        "UPDATE focus SET BilledCost = 0",
        "DELETE FROM focus",
        "TRUNCATE focus",
        "DROP VIEW focus",
        "ALTER VIEW focus RENAME TO x",
        "MERGE INTO focus USING focus AS f ON true WHEN MATCHED THEN DELETE",
        "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x",
        "WITH x AS (DELETE FROM focus RETURNING *) SELECT * FROM x",
        "WITH x AS (UPDATE focus SET BilledCost = 0 RETURNING *) SELECT * FROM x",
        "BEGIN TRANSACTION",
        "COMMIT",
        "CHECKPOINT",
        "VACUUM",
        "ANALYZE",
        "CALL pragma_version()",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "DEALLOCATE p",
        "EXPLAIN DELETE FROM focus",
        "EXPLAIN EXPLAIN SELECT 1",
        "PIVOT focus ON ServiceName USING sum(BilledCost)",
      })
  void whatIsNotAQueryIsRefused(String sql) {
    PlimsollException refusal = refusal(sql);

    assertThat(refusal).hasMessage("The statement is not a query; SQL here only reads.");
    assertThat(refusal.advice()).startsWith("Ask with one SELECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM duckdb_databases()",
        "SELECT * FROM duckdb_databases",
        "SELECT sql FROM duckdb_views()",
        "SELECT sql FROM duckdb_views",
        "SELECT * FROM duckdb_extensions()",
        "SELECT * FROM duckdb_temporary_files()",
        "SELECT * FROM duckdb_logs",
        "SELECT * FROM duckdb_functions()",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM information_schema.views",
        "SELECT * FROM pg_catalog.pg_views",
        "SELECT * FROM pg_views",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM system.main.duckdb_views",
        "SELECT * FROM pragma_database_list",
        "SELECT * FROM pragma_table_info('focus')",
        "SELECT * FROM memory.main.focus",
        "SELECT * FROM (SHOW TABLES) t, pg_class",
      })
  void theCataloguesAndSettingsOfTheEngineAreRefused(String sql) {
    assertThat(refusal(sql).getMessage())
        .startsWith("The statement reads ").endsWith("sees no settings, files or catalogues of the engine.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT current_setting('allowed_paths')",
        "SELECT CURRENT_SETTING('temp_directory')",
        "SELECT getvariable('x')",
        "SELECT * FROM query('SELECT * FROM duckdb_settings()')",
        "SELECT * FROM query_table('duckdb_settings')",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "SELECT json_serialize_plan('SELECT * FROM duckdb_settings()')",
        "SELECT json_serialize_sql('SELECT 1')",
        "SELECT write_log('x')",
        "SELECT sleep_ms(100000)",
        "SELECT stats(BilledCost) FROM focus",
        "SELECT nextval('x')",
        "SELECT current_database()",
        "SELECT * FROM which_secret('s3://x', 's3')",
        "SELECT * FROM test_all_types()",
        "SELECT * FROM enable_logging()",
        "SELECT * FROM force_checkpoint()",
        "SELECT * FROM register_external_resource('x')",
        "SELECT list_transform([1], lambda x: current_setting('threads'))",
        "SELECT 1 ORDER BY current_setting('threads')",
        "SELECT count(*) OVER (PARTITION BY current_setting('threads')) FROM focus",
      })
  void functionsThatDoMoreThanComputeAreRefused(String sql) {
    assertThat(refusal(sql).getMessage()).matches("The function \\w+ is not available here\\.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT repeat('x', 1000000000)",
        "SELECT repeat(ServiceName, length(ServiceName)) FROM focus",
        "SELECT lpad('x', 10001, 'y')",
        "SELECT rpad('x', CAST('1000000000' AS INT), 'y')",
        "SELECT range(1000000000)",
        "SELECT unnest(generate_series(1, 1000000000))",
        "SELECT list_resize([1], 1000000000)",
        "SELECT 'x'.repeat(1000000000)",
      })
  void aValueOfAnySizeCannotBeMade(String sql) {
    assertThat(refusal(sql).getMessage())
        .matches("The size given to \\w+ must be a whole number of at most 10000\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1; SELECT 2 | There are 2 statements; one is run at a time. | Send them one after the other.",
        "SELECT 1; DROP VIEW focus | The statement is not a query; SQL here only reads. | Ask with one SELECT",
        "EXPLAIN ANALYZE SELECT 1 | EXPLAIN ANALYZE is not available here. | EXPLAIN shows the plan",
        "SHOW DATABASES | Of the SHOW statements only SHOW TABLES is available here. | Ask with one SELECT",
        "SHOW ALL TABLES | Of the SHOW statements only SHOW TABLES is available here. | Ask with one SELECT",
        "SHOW TABLES FROM system.main | Of the SHOW statements only SHOW TABLES is available here. | Ask with one SELECT",
        "WITH duckdb_settings AS (SELECT * FROM duckdb_settings) FROM duckdb_settings | A WITH here cannot be named duckdb_settings; the engine uses the name itself. | Choose another name.",
      })
  void otherRefusalsSayWhy(String sql, String message, String advice) {
    assertThat(refusal(sql)).hasMessage(message);
    assertThat(refusal(sql).advice()).startsWith(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | The statement cannot be understood: syntax error at or near \"SELEC\". | Correct it and ask again.",
        "'' | There is no statement. | Ask with one SELECT",
        "-- nothing | There is no statement. | Ask with one SELECT",
        "SELECT BiledCost FROM focus | There is no column \"BiledCost\" here. | Did you mean \"BilledCost\"",
        "SELECT * FROM focs | There is no table focs. | Tables: focus.",
        "SELECT * FROM focus WHERE ServiceName = ? | The statement has a parameter without a value. | Write the value",
        "SELECT JSON_UNQUOTE(ServiceName) FROM focus | There is no function json_unquote. | The functions are those of DuckDB",
        "SELECT getenv('HOME') | There is no function getenv. | The functions are those of DuckDB",
        "SELECT CAST(ServiceName AS DATE) FROM focus | The statement cannot be computed: invalid date field format: \"a\", expected format is (YYYY-MM-DD) when casting from source column ServiceName. | Correct the expression, or use TRY_CAST",
        "SELECT ServiceName->>'a' FROM focus | The statement cannot be computed: Malformed JSON at byte 0 of input: unexpected character.  Input: \"a\". | Guard the column with CASE WHEN json_valid",
        "SELECT sum(ServiceName) FROM focus | No function matches the given name and argument types 'sum(VARCHAR)'. You might need to add explicit type casts. | Did you mean",
      })
  void aStatementThatCannotBeUnderstoodIsExplained(String sql, String message, String advice) {
    PlimsollException error = error(sql);

    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(error).hasMessage(message);
    assertThat(error.advice()).startsWith(advice);
  }

  @Test
  void noMessageTellsWhereTheFilesLie() throws Exception {
    Path broken = file.resolveSibling("broken.parquet");
    Files.write(broken, "PAR1 not a parquet file PAR1".getBytes());

    PlimsollException error =
        catchThrowableOfType(
            PlimsollException.class,
            () -> engine.query(
                "SELECT * FROM focus",
                List.of(ParquetTable.of("focus", List.of(ParquetTable.text("ServiceName")), Offer.FILES, broken)),
                SqlLimits.DEFAULT));

    assertThat(error).hasMessageNotContaining(broken.getParent().toString());
    assertThat(error.advice()).doesNotContain(broken.getParent().toString());
  }

  @ParameterizedTest
  @MethodSource("beyondTheGate")
  void theDatabaseIsLockedEvenWithoutTheGate(String sql) throws Exception {
    try (LockedDatabase database = LockedDatabase.open(2, 1L << 28)) {
      database.lock(List.of(file));

      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> database.run(sql));
    }
  }

  static Stream<String> beyondTheGate() {
    return Stream.of(
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "FROM '/etc/passwd'",
        "COPY (SELECT 1) TO '/tmp/plimsoll-must-not-exist.csv'",
        "ATTACH '/tmp/plimsoll-must-not-exist.db' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET lock_configuration = false",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "SET temp_directory = '/tmp'",
        "RESET allowed_paths",
        "PRAGMA enable_logging");
  }

  private static PlimsollException refusal(String sql) {
    PlimsollException error = error(sql);
    assertThat(error.code()).describedAs(error.getMessage()).isEqualTo(ErrorCode.REFUSED);
    assertThat(error.advice()).isNotBlank();
    return error;
  }

  private static PlimsollException error(String sql) {
    ParquetTable table =
        ParquetTable.of(
            "focus", List.of(ParquetTable.text("ServiceName"), ParquetTable.decimal("BilledCost", 18)), Offer.FILES, file);
    String text = sql.replace("$FILE", file.toString());
    PlimsollException error =
        catchThrowableOfType(PlimsollException.class, () -> engine.query(text, List.of(table), SqlLimits.DEFAULT));
    assertThat(error).describedAs(text).isNotNull();
    return error;
  }
}
