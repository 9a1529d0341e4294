package io.plimsoll.engine.duckdb;

import static io.plimsoll.engine.duckdb.ParquetTable.decimal;
import static io.plimsoll.engine.duckdb.ParquetTable.of;
import static io.plimsoll.engine.duckdb.ParquetTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.engine.duckdb.ParquetTable.Offer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a statement answers. */
class DuckDbSqlEngineTest {
  private static final List<Column> COLUMNS =
      List.of(
          text("BillingAccountId"),
          of("ChargePeriodStart", FocusType.DATE_TIME),
          decimal("BilledCost", 28),
          of("Tags", FocusType.JSON),
          of("x_SkuIsCreditEligible", FocusType.BOOLEAN),
          text("ServiceName"));
  private static DuckDbSqlEngine engine;
  private static Path file;

  @BeforeAll
  static void write(@TempDir Path folder) {
    engine = new DuckDbSqlEngine();
    file =
        ParquetTable.write(
            folder.resolve("part.parquet"),
            """
            SELECT 'account' AS BillingAccountId,
              TIMESTAMP '2025-10-01 00:00:00' + to_days((i % 3)::INT) AS ChargePeriodStart,
              CAST('0.0000000000000000000000000001' AS DECIMAL(38,28)) * i::DECIMAL(10,0) AS BilledCost,
              CASE WHEN i % 4 = 0 THEN '' ELSE '{"env":"prod' || (i % 2) || '","cost-center":"a b"}' END AS Tags,
              i % 2 = 0 AS x_SkuIsCreditEligible, CASE WHEN i % 5 = 0 THEN NULL ELSE 'Storage' END AS ServiceName
            FROM range(5000) t(i)""");
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void sumsAreExactToTheLastDigit(Offer offer) {
    SqlAnswer answer = ask("SELECT sum(billedcost) AS total, count(*) AS n FROM FOCUS", offer);

    assertThat(answer.columns()).containsExactly("total", "n");
    assertThat(answer.rows()).containsExactly(List.of(new BigDecimal("0.0000000000000000000012497500"), 5000L));
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void valuesComeInTheTypesOfTheApi(Offer offer) {
    SqlAnswer answer =
        ask(
            """
            SELECT min(ChargePeriodStart) AS t, CAST(max(ChargePeriodStart) AS DATE) AS d,
              bool_or(x_SkuIsCreditEligible) AS b,
              1::TINYINT AS i, 170141183460469231731687303715884105727::HUGEINT AS h, 1.5::DOUBLE AS f, [1, 2] AS l,
              {'a': 1} AS s, sum(1) AS hugeSum, NULL AS nothing FROM focus""",
            offer);

    assertThat(answer.rows().get(0))
        .containsExactly(
            LocalDateTime.of(2025, 10, 1, 0, 0), LocalDate.of(2025, 10, 3), true, 1L,
            new BigDecimal("170141183460469231731687303715884105727"), 1.5, "[1, 2]", "{'a': 1}", 5000L, null);
  }

  @Test
  void instantsWithAZoneComeInUtcWhateverTheZoneOfTheMachine() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      SqlAnswer answer =
          ask(
              """
              SELECT TIMESTAMPTZ '2025-07-01 12:00:00+02', TIMESTAMP '2025-07-01 12:00:00', min(ChargePeriodStart)
              FROM focus""",
              Offer.FILES);

      assertThat(answer.rows().get(0))
          .containsExactly(
              LocalDateTime.of(2025, 7, 1, 10, 0),
              LocalDateTime.of(2025, 7, 1, 12, 0),
              LocalDateTime.of(2025, 10, 1, 0, 0));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void whatHasNoTypeOfItsOwnComesAsText() {
    SqlAnswer answer =
        ask(
            """
            SELECT TIME '12:34:56', INTERVAL 1 DAY, '0f1a'::BLOB, MAP {'a': 1}, uuid() IS NOT NULL,
              'x'::ENUM('x', 'y'), 18446744073709551615::UBIGINT""",
            Offer.FILES);

    assertThat(answer.rows().get(0))
        .containsExactly("12:34:56", "1 day", "0f1a", "{a=1}", true, "x", new BigDecimal("18446744073709551615"));
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void tagsAreReadByTheirKey(Offer offer) {
    SqlAnswer answer =
        ask(
            """
            SELECT Tags->>'env' AS env, json_extract_string(Tags, '$."cost-center"') AS center, count(*) AS n
            FROM focus WHERE Tags IS NOT NULL GROUP BY ALL ORDER BY ALL""",
            offer);

    assertThat(answer.rows()).containsExactly(List.of("prod0", "a b", 1250L), List.of("prod1", "a b", 2500L));
  }

  @Test
  void onlyTheColumnsOfTheStatementAreRead() {
    ParquetTable table = ParquetTable.of("focus", COLUMNS, Offer.BATCHES, file);

    engine.query("SELECT sum(BilledCost) FROM focus WHERE ServiceName = 'Storage'", List.of(table), SqlLimits.DEFAULT);

    assertThat(table.projections).hasSize(1);
    assertThat(table.projections.get(0)).containsExactlyInAnyOrder("BilledCost", "ServiceName");
  }

  @Test
  void countingRowsReadsNoColumn() {
    ParquetTable table = ParquetTable.of("focus", COLUMNS, Offer.BATCHES, file, file);

    SqlAnswer answer = engine.query("SELECT count(*) FROM focus", List.of(table), SqlLimits.DEFAULT);

    assertThat(answer.rows()).containsExactly(List.of(10_000L));
    assertThat(table.projections).containsOnly(List.of());
  }

  @Test
  void whatWasOpenedIsClosedEvenWhenTheStatementStopsEarly() {
    ParquetTable table = ParquetTable.of("focus", COLUMNS, Offer.BATCHES, file, file, file);

    engine.query("SELECT BilledCost, Tags, ServiceName FROM focus LIMIT 1", List.of(table), SqlLimits.DEFAULT);

    assertThat(table.opened.get()).isPositive();
    assertThat(table.closed).hasValue(table.opened.get());
  }

  @Test
  void onlyTheTablesOfTheStatementAreOpened() {
    ParquetTable other = ParquetTable.of("rollup", COLUMNS, Offer.BATCHES, file);

    engine.query("SELECT 1", List.of(other), SqlLimits.DEFAULT);

    assertThat(other.opened).hasValue(0);
  }

  @Test
  void aTableMayBeJoinedWithItself() {
    ParquetTable table = ParquetTable.of("focus", COLUMNS, Offer.BATCHES, file);

    SqlAnswer answer =
        engine.query(
            """
            WITH days AS (SELECT ChargePeriodStart, sum(BilledCost) AS cost FROM focus GROUP BY 1)
            SELECT count(*) FROM focus f JOIN days USING (ChargePeriodStart)""",
            List.of(table),
            SqlLimits.DEFAULT);

    assertThat(answer.rows()).containsExactly(List.of(5000L));
  }

  @Test
  void moreRowsThanTheLimitAreCutAndSaidToBe() {
    SqlLimits limits = new SqlLimits(10, 1L << 28, SqlLimits.DEFAULT.timeout());

    SqlAnswer cut = engine.query("SELECT * FROM focus", tables(Offer.FILES), limits);
    SqlAnswer whole = engine.query("SELECT * FROM focus LIMIT 10", tables(Offer.FILES), limits);

    assertThat(cut.rows()).hasSize(10);
    assertThat(cut.cut()).isTrue();
    assertThat(whole.rows()).hasSize(10);
    assertThat(whole.cut()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void describeShowAndExplainAnswer(Offer offer) {
    assertThat(ask("SHOW TABLES", offer).rows()).containsExactly(List.of("focus"), List.of("focus_data_table"));
    assertThat(ask("DESCRIBE focus", offer).rows()).hasSize(6).first().satisfies(row ->
        assertThat(row.subList(0, 2)).isEqualTo(List.of("BillingAccountId", "VARCHAR")));
    assertThat(ask("SUMMARIZE focus", offer).rows()).hasSize(6);
    assertThat(ask("/* why */ explain -- slow\n SELECT sum(BilledCost) FROM focus", offer).rows().toString())
        .doesNotContain(file.toString()).doesNotContain(file.getFileName().toString());
    assertThat(ask("VALUES (1), (2);", offer).rows()).hasSize(2);
    assertThat(ask("FROM focus LIMIT 3", offer).rows()).hasSize(3);
  }

  @Test
  void anEmptyTableHasItsColumns() {
    ParquetTable table = ParquetTable.of("focus", COLUMNS, Offer.BATCHES);

    SqlAnswer answer = engine.query("SELECT * FROM focus", List.of(table), SqlLimits.DEFAULT);

    assertThat(answer.columns()).containsExactlyElementsOf(COLUMNS.stream().map(Column::name).toList());
    assertThat(answer.types()).contains("DECIMAL(38,28)", "TIMESTAMP", "BOOLEAN", "VARCHAR");
    assertThat(answer.rows()).isEmpty();
  }

  @Test
  void aSumOfMoreDigitsThanThereAreIsAnErrorAndNotANumber() {
    assertThatThrownBy(
            () ->
                ask(
                    """
                    SELECT sum(x)
                    FROM (SELECT 99999999999999999999999999999999999999::DECIMAL(38,0) AS x FROM range(2))""",
                    Offer.FILES))
        .isInstanceOfSatisfying(PlimsollException.class, e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
          assertThat(e).hasMessageStartingWith("The statement cannot be computed: Overflow");
          assertThat(e.advice()).contains("38 digits");
        });
  }

  private static List<io.plimsoll.api.engine.SqlTable> tables(Offer offer) {
    ParquetTable table = ParquetTable.of("focus", COLUMNS, offer, file);
    return List.of(table, table.named("focus_data_table"));
  }

  private static SqlAnswer ask(String sql, Offer offer) {
    return engine.query(sql, tables(offer), SqlLimits.DEFAULT);
  }
}
