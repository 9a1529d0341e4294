package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.testkit.rows.RowTable;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link SqlEngine} must do. The statements are those that all dialects share. */
public abstract class SqlEngineContract extends PluginContract<SqlEngine> {
  private static final String SECRET = "canary-4711";

  @TempDir Path folder;

  /** For the authors of engines. */
  protected SqlEngineContract() {
    super(SqlEngine.class);
  }

  @Test
  void rowsAreGroupedFilteredAndOrdered() {
    SqlAnswer answer =
        ask(
            "SELECT ServiceName, count(*) AS n, sum(BilledCost) AS cost FROM focus WHERE BillingCurrency = 'EUR'"
                + " GROUP BY ServiceName ORDER BY cost DESC");

    assertThat(answer.columns()).as("names").containsExactly("ServiceName", "n", "cost");
    assertThat(answer.types()).as("types").hasSize(3);
    assertThat(plain(answer))
        .containsExactly(
            Arrays.asList("Compute", 2L, new BigDecimal("10.5")), Arrays.asList(null, 1L, new BigDecimal("7")),
            Arrays.asList("Storage", 2L, new BigDecimal("3E-28")));
    assertThat(answer.cut()).isFalse();
  }

  @Test
  void valuesComeInTheTypesOfTheApi() {
    SqlAnswer answer = ask("SELECT ServiceName, BilledCost, ChargePeriodStart, Flag FROM focus WHERE ServiceName = 'Odd'");

    assertThat(plain(answer))
        .containsExactly(
            Arrays.asList("Odd", new BigDecimal("-1"), LocalDateTime.of(2025, 10, 31, 23, 59, 59), null));
  }

  @Test
  void tablesAreJoinedAndOnlyThoseHandedOverAreThere() {
    RowTable names = new RowTable("names", RowTable.text("Service"), RowTable.text("Team"));
    names.row("Storage", "blue").row("Compute", "red");

    SqlAnswer answer =
        query(
            "SELECT Team, count(*) AS n FROM focus JOIN names ON ServiceName = Service GROUP BY Team ORDER BY Team",
            List.of(focus(), names), SqlLimits.DEFAULT);

    assertThat(plain(answer)).containsExactly(List.of("blue", 2L), List.of("red", 2L));
    // A table of the statement before is no table of this one.
    Calls.fails(
        "a table that was not handed over", () -> ask("SELECT * FROM names"), ErrorCode.INVALID_REQUEST,
        ErrorCode.REFUSED);
  }

  @Test
  void aTableWithoutRowsHasItsColumns() {
    RowTable empty = new RowTable("focus", RowTable.text("ServiceName"), RowTable.decimal("BilledCost", 2));

    SqlAnswer answer = query("SELECT ServiceName, BilledCost FROM focus", List.of(empty), SqlLimits.DEFAULT);

    assertThat(answer.columns()).containsExactly("ServiceName", "BilledCost");
    assertThat(answer.rows()).isEmpty();
  }

  @Test
  void nothingIsWrittenOrChanged() {
    for (String statement :
        List.of(
            "CREATE TABLE mine (a INTEGER)", "CREATE TABLE mine AS SELECT * FROM focus", "DROP TABLE focus",
            "INSERT INTO focus (ServiceName) VALUES ('x')", "UPDATE focus SET ServiceName = 'x'", "DELETE FROM focus",
            "CREATE VIEW mine AS SELECT 1", "SELECT 1; DROP TABLE focus")) {
      refused(statement);
    }
    assertThat(plain(ask("SELECT count(*) FROM focus"))).as("rows afterwards").containsExactly(List.of(7L));
  }

  @Test
  void noFileIsReadOrWritten() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.csv"), "word\n" + SECRET + "\n");
    Path out = folder.resolve("out.csv");
    for (String statement :
        List.of(
            "SELECT * FROM '" + secret + "'", "SELECT * FROM read_csv('" + secret + "')",
            "SELECT * FROM read_text('" + secret + "')", "SELECT pg_read_file('" + secret + "')",
            "SELECT LOAD_FILE('" + secret + "')", "COPY focus TO '" + out + "'",
            "COPY (SELECT * FROM focus) TO '" + out + "'", "ATTACH '" + folder.resolve("other.db") + "' AS other")) {
      assertThat(refused(statement).getMessage()).as("the refusal of %s", statement).doesNotContain(SECRET);
    }
    assertThat(folder).as("files afterwards").isDirectoryNotContaining(p -> !p.equals(secret));
  }

  @Test
  void aStatementThatCannotBeUnderstoodIsTheUsersFault() {
    for (String statement : List.of("SELEC 1", "SELECT NoSuchColumn FROM focus", "SELECT * FROM nowhere", "")) {
      Calls.fails(
          "the statement '" + statement + "'", () -> ask(statement), ErrorCode.INVALID_REQUEST, ErrorCode.REFUSED);
    }
  }

  @Test
  void moreRowsThanAllowedAreCutAndSaidToBe() {
    SqlLimits three = new SqlLimits(3, 1L << 28, Duration.ofMinutes(1));

    SqlAnswer cut = query("SELECT ServiceName FROM focus", List.of(focus()), three);
    SqlAnswer whole = query("SELECT ServiceName FROM focus WHERE BillingCurrency = 'USD'", List.of(focus()), three);

    assertThat(cut.rows()).hasSize(3);
    assertThat(cut.cut()).as("cut").isTrue();
    assertThat(whole.rows()).hasSize(2);
    assertThat(whole.cut()).as("not cut").isFalse();
  }

  @Test
  void whatWasOpenedIsClosed() {
    RowTable focus = focus();
    query("SELECT sum(BilledCost) FROM focus", List.of(focus), SqlLimits.DEFAULT);
    query("SELECT ServiceName FROM focus LIMIT 1", List.of(focus), SqlLimits.DEFAULT);

    assertThat(focus.open()).as("readers left open").isZero();
  }

  @Test
  void severalThreadsMayAskAtTheSameTime() throws Exception {
    String sql = "SELECT ServiceName, sum(BilledCost) AS c FROM focus GROUP BY ServiceName ORDER BY c";
    List<List<@Nullable Object>> alone = plain(ask(sql));
    assertThat(Calls.together(() -> plain(ask(sql)))).containsOnly(alone);
  }

  private PlimsollException refused(String statement) {
    return Calls.fails(
        "the statement " + statement, () -> ask(statement), ErrorCode.REFUSED, ErrorCode.INVALID_REQUEST);
  }

  private SqlAnswer ask(String sql) {
    return query(sql, List.of(focus()), SqlLimits.DEFAULT);
  }

  private SqlAnswer query(String sql, List<SqlTable> tables, SqlLimits limits) {
    return plugin.query(sql, tables, limits);
  }

  private static List<List<@Nullable Object>> plain(SqlAnswer answer) {
    return answer.rows().stream()
        .map(row -> row.stream().map(v -> v instanceof BigDecimal d ? plain(d) : v).toList())
        .toList();
  }

  private static Object plain(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  private static RowTable focus() {
    Instant october = Instant.parse("2025-10-01T00:00:00Z");
    return new RowTable(
            "focus", RowTable.text("ServiceName"), RowTable.text("BillingCurrency"), RowTable.decimal("BilledCost", 28),
            RowTable.time("ChargePeriodStart"), RowTable.flag("Flag"))
        .row("Storage", "EUR", new BigDecimal("0.0000000000000000000000000001"), october, true)
        .row("Storage", "EUR", new BigDecimal("0.0000000000000000000000000002"), october, false)
        .row("Compute", "EUR", new BigDecimal("10.25"), october, null)
        .row("Compute", "EUR", new BigDecimal("0.25"), october, true)
        .split()
        .row(null, "EUR", new BigDecimal("7"), october, true)
        .row("Odd", "USD", new BigDecimal("-1"), Instant.parse("2025-10-31T23:59:59Z"), null)
        .split()
        .row("Nothing", "USD", null, null, false);
  }
}
