package io.plimsoll.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.engine.duckdb.ParquetTable.Offer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the two ways rows reach DuckDB: from its own Parquet reader, and as batches of ours. */
class SameRowsBothWaysTest {
  private static final List<Column> COLUMNS =
      List.of(
          ParquetTable.text("ServiceName"),
          ParquetTable.text("ResourceId"),
          ParquetTable.decimal("BilledCost", 28),
          ParquetTable.decimal("ConsumedQuantity", 20),
          ParquetTable.decimal("ListCost", 18),
          ParquetTable.of("ChargePeriodStart", FocusType.DATE_TIME),
          ParquetTable.of("ChargePeriodEnd", FocusType.DATE_TIME),
          ParquetTable.of("x_SkuIsCreditEligible", FocusType.BOOLEAN),
          ParquetTable.of("Tags", FocusType.JSON),
          ParquetTable.text("Missing"),
          ParquetTable.decimal("MissingCost", 18));
  private final DuckDbSqlEngine engine = new DuckDbSqlEngine();

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomFilesGiveTheSameRows(int seed, @TempDir Path folder) {
    Path[] files =
        IntStream.range(0, 3)
            .mapToObj(part -> random(folder.resolve(part + ".parquet"), seed * 10 + part))
            .toArray(Path[]::new);
    Map<String, String> sources = new LinkedHashMap<>();
    COLUMNS.stream()
        .map(Column::name)
        .filter(name -> !name.startsWith("Missing"))
        .forEach(name -> sources.put(name, name));
    sources.put("ServiceName", "Old Service");
    ParquetTable natively = new ParquetTable("focus", COLUMNS, sources, List.of(files), Offer.FILES);
    ParquetTable asBatches = new ParquetTable("focus", COLUMNS, sources, List.of(files), Offer.BATCHES);

    for (String sql :
        List.of(
            "SELECT * FROM focus ORDER BY ALL",
            """
            SELECT ServiceName, ChargePeriodStart, sum(BilledCost), sum(ConsumedQuantity), max(ListCost), count(Tags)
            FROM focus GROUP BY ALL ORDER BY ALL""",
            """
            SELECT count(*), count(ResourceId), count(DISTINCT ResourceId), min(Tags), max(ChargePeriodEnd)
            FROM focus WHERE x_SkuIsCreditEligible""")) {
      assertThat(ask(natively, sql)).isEqualTo(ask(asBatches, sql));
    }
    assertThat(natively.opened).hasValue(0);
    assertThat(asBatches.opened).hasValue(9);
  }

  static Stream<Integer> seeds() {
    return IntStream.rangeClosed(1, 4).boxed();
  }

  @Test
  void filesOfDifferentShapesAreOneTable(@TempDir Path folder) {
    Path old = ParquetTable.write(folder.resolve("old.parquet"), "SELECT 1.25::DECIMAL(10,2) AS BilledCost, 'a' AS ServiceName");
    Path now = ParquetTable.write(folder.resolve("new.parquet"), "SELECT 'b' AS ServiceName, 'x' AS Other, 2.125::DECIMAL(38,18) AS BilledCost");
    Path whole = ParquetTable.write(folder.resolve("int.parquet"), "SELECT 3 AS BilledCost, '' AS ServiceName");
    List<Column> columns = List.of(ParquetTable.text("ServiceName"), ParquetTable.decimal("BilledCost", 18));
    String sql = "SELECT ServiceName, BilledCost FROM focus ORDER BY 2";

    ParquetTable natively = ParquetTable.of("focus", columns, Offer.FILES, old, now, whole);
    SqlAnswer answer = ask(natively, sql);

    assertThat(answer).isEqualTo(ask(ParquetTable.of("focus", columns, Offer.BATCHES, old, now, whole), sql));
    assertThat(answer.rows().toString()).isEqualTo("[[a, 1.250000000000000000], [b, 2.125000000000000000], [null, 3.000000000000000000]]");
    assertThat(natively.opened).hasValue(0);
  }

  @Test
  void aFileDuckDbWouldNotReadExactlyIsReadAsBatches(@TempDir Path folder) {
    Path exact = ParquetTable.write(folder.resolve("exact.parquet"), "SELECT 0.1::DECIMAL(38,18) AS BilledCost");
    Path floating = ParquetTable.write(folder.resolve("floating.parquet"), "SELECT 0.1::DOUBLE AS BilledCost");
    Path finer = ParquetTable.write(folder.resolve("finer.parquet"), "SELECT 0.1::DECIMAL(38,30) AS BilledCost");
    Path renamed = ParquetTable.write(folder.resolve("part[1].parquet"), "SELECT 0.1::DECIMAL(38,18) AS BilledCost");
    ParquetTable table =
        ParquetTable.of("focus", List.of(ParquetTable.decimal("BilledCost", 18)), Offer.FILES, exact, floating, finer, renamed);

    SqlAnswer answer = ask(table, "SELECT sum(BilledCost) FROM focus");

    assertThat(answer.rows().toString()).isEqualTo("[[0.400000000000000000]]");
    assertThat(table.opened).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void anAmountThatDoesNotFitIsNamedAndNeverRounded(Offer offer, @TempDir Path folder) {
    Path file =
        ParquetTable.write(
            folder.resolve("large.parquet"), "SELECT CAST(i AS DECIMAL(38,18)) * 99999999999 AS BilledCost FROM range(3) t(i)");
    ParquetTable table = ParquetTable.of("focus", List.of(ParquetTable.decimal("BilledCost", 28)), offer, file);

    PlimsollException error =
        catchThrowableOfType(PlimsollException.class, () -> ask(table, "SELECT sum(BilledCost) FROM focus"));

    assertThat(error.code()).isEqualTo(ErrorCode.INPUT_INVALID);
    assertThat(error.getMessage())
        .matches("Column BilledCost holds 99999999999(\\.0+)?, which does not fit DECIMAL\\(38,28\\)\\.");
  }

  @Test
  void anAmountWithMoreFractionDigitsThanItsColumnIsNamedAndNeverRounded(@TempDir Path folder) {
    Path file = ParquetTable.write(folder.resolve("fine.parquet"), "SELECT 0.123::DECIMAL(10,3) AS BilledCost");
    ParquetTable table = ParquetTable.of("focus", List.of(ParquetTable.decimal("BilledCost", 2)), Offer.FILES, file);

    PlimsollException error = catchThrowableOfType(PlimsollException.class, () -> ask(table, "SELECT BilledCost FROM focus"));

    assertThat(error).hasMessage("Column BilledCost holds 0.123, which does not fit DECIMAL(38,2).");
  }

  @Test
  void theExtremesOfAColumnSurvive(@TempDir Path folder) {
    String nines = "9".repeat(38);
    for (int scale : new int[] {0, 1, 18, 28, 37, 38}) {
      String value = scale == 38 ? "0." + nines : scale == 0 ? nines : nines.substring(scale) + "." + nines.substring(0, scale);
      String type = "DECIMAL(38," + scale + ")";
      Path file =
          ParquetTable.write(
              folder.resolve(scale + ".parquet"),
              "SELECT CAST(unnest(['" + value + "', '-" + value + "', '0', '-0.1', '0.9']) AS " + type + ") AS x");
      List<Column> columns = List.of(ParquetTable.decimal("x", scale));

      SqlAnswer natively = ask(ParquetTable.of("focus", columns, Offer.FILES, file), "SELECT x FROM focus ORDER BY x");

      assertThat(natively).isEqualTo(ask(ParquetTable.of("focus", columns, Offer.BATCHES, file), "SELECT x FROM focus ORDER BY x"));
      assertThat(natively.rows().get(0).get(0).toString()).isEqualTo("-" + value);
      assertThat(natively.rows().get(4).get(0).toString()).isEqualTo(value);
    }
  }

  /** A file with everything that FOCUS writers do: empty texts, nulls, few and many distinct values, all sorts of times. */
  private static Path random(Path file, int seed) {
    Random random = new Random(seed);
    int rows = 1 + random.nextInt(2500);
    String time = List.of("TIMESTAMP", "TIMESTAMPTZ", "DATE").get(random.nextInt(3));
    return ParquetTable.write(
        file,
        """
        SELECT CASE WHEN h %% 7 = 0 THEN '' WHEN h %% 11 = 0 THEN NULL ELSE 'Service ' || h %% 5 END AS "Old Service",
          '/subscriptions/ü' || h AS ResourceId,
          CASE WHEN h %% 13 <> 0 THEN CAST(h %% 2000000 - 1000000 AS DECIMAL(12,%d)) END AS BilledCost,
          CAST(h AS DECIMAL(20,0)) * 0.00000000000000000001::DECIMAL(20,20) AS ConsumedQuantity,
          %s AS ListCost,
          CAST(TIMESTAMP '2025-01-01' + to_microseconds((h %% 1000000000)::BIGINT * 1000) AS %s) AS ChargePeriodStart,
          CASE WHEN h %% 3 = 0 THEN TIMESTAMP '1969-12-31 23:59:59.999999' - to_days((h %% 999)::INT) END AS ChargePeriodEnd,
          CASE h %% 3 WHEN 0 THEN true WHEN 1 THEN false END AS x_SkuIsCreditEligible,
          CASE WHEN h %% 4 = 0 THEN '' ELSE '{"env":"' || h %% 9 || '"}' END AS Tags
        FROM (SELECT CAST(hash(i + %d) %% 4294967296 AS BIGINT) AS h FROM range(%d) t(i))"""
            .formatted(
                random.nextInt(7),
                List.of("(h % 100)::INT", "(h % 100)::UBIGINT", "(h % 1000)::DECIMAL(38,18)", "NULL::DECIMAL(4,1)").get(random.nextInt(4)),
                time,
                seed * 100_000,
                rows));
  }

  private SqlAnswer ask(ParquetTable table, String sql) {
    return engine.query(sql, List.of(table), SqlLimits.DEFAULT);
  }
}
