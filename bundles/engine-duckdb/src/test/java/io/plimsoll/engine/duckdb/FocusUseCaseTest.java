package io.plimsoll.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.engine.duckdb.ParquetTable.Offer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the FOCUS use-case library over a real, redacted Azure export of version 1.0r2. */
class FocusUseCaseTest {
  private static final int IN_LIBRARY = 53;
  private static final Path SHARED =
      Path.of(System.getProperty("plimsoll.shared", "../../../shared")).resolve("data");
  private static final Path PART = SHARED.resolve("azure-focus-real-redacted/part_0_0001.csv");
  private static final Path LIBRARY = SHARED.resolve("focus-use-cases.json");

  /** Why a query of the library cannot run on a 1.0r2 export, even with the library's own adjustment. */
  private static final Map<String, String> CANNOT_BIND =
      Map.ofEntries(
          Map.entry("analyze-capacity-reservations-on-compute-costs", "no column \"CapacityReservationId\" here"),
          Map.entry("analyze-credit-memos", "no column \"InvoiceID\" here"),
          Map.entry("analyze-effective-cost-by-pricing-currency", "no column \"PricingCurrency\" here"),
          Map.entry("calculate-average-rate-of-a-component-resource", "no function json_unquote"),
          Map.entry(
              "calculate-consumption-of-virtual-currency-within-a-billing-period", "no column \"PricingCurrency\" here"),
          Map.entry("commitment-discount-purchases", "no column \"CommitmentDiscountUnit\" here"),
          Map.entry("costs-by-availability-zone", "no column \"AvailabilityZone\" here"),
          Map.entry("determine-contracted-savings-by-virtual-currency", "syntax error at or near \"SUM\""),
          Map.entry("determine-target-of-virtual-currency-usage", "no column \"PricingCurrency\" here"),
          Map.entry("identify-sources-of-billed-cost", "no column \"InvoiceIssuer\" here"),
          Map.entry("identify-unused-capacity-reservations", "no column \"CapacityReservationStatus\" here"),
          Map.entry("quantify-usage-of-a-component-resource", "no function json_unquote"),
          Map.entry("report-costs-by-service-category-and-subcategory", "no column \"ServiceSubcategory\" here"),
          Map.entry(
              "verify-accuracy-of-provider-invoices-aka-invoice-reconciliation", "no column \"InvoiceIssuer\" here"));

  private static DuckDbSqlEngine engine;
  private static ParquetTable focus;

  @BeforeAll
  static void convert(@TempDir Path folder) throws SQLException {
    if (!Files.exists(PART) || !Files.exists(LIBRARY)) {
      return;
    }
    engine = new DuckDbSqlEngine();
    List<Column> columns = new ArrayList<>();
    String read = "read_csv('" + PART + "', all_varchar = true, header = true)";
    for (String name : strings("SELECT column_name FROM (DESCRIBE FROM " + read + ")")) {
      FocusType type = FocusColumns.find(name).map(FocusColumn::type).orElse(FocusType.STRING);
      columns.add(new Column(name, type, type == FocusType.DECIMAL ? 28 : 0));
    }
    String list =
        columns.stream()
            .map(
                column -> {
                  String name = LockedDatabase.name(column.name());
                  return "CAST(" + name + " AS " + ParquetColumns.type(column) + ") AS " + name;
                })
            .collect(Collectors.joining(", "));
    Path file = ParquetTable.write(folder.resolve("part.parquet"), "SELECT " + list + " FROM " + read);
    focus = ParquetTable.of("focus", columns, Offer.FILES, file);
  }

  @BeforeEach
  void needsTheSharedData() {
    assumeTrue(focus != null, "needs the shared FOCUS data; there is none at " + SHARED);
  }

  @AfterAll
  static void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void theRealExportAddsUpToTheLastDigit() {
    assertThat(focus.columns()).hasSize(96);
    SqlAnswer answer = ask("SELECT BillingCurrency, sum(BilledCost) FROM focus GROUP BY 1");

    assertThat(answer.rows()).containsExactly(List.of("EUR", new BigDecimal("20.8918475604496506225574325494")));
  }

  @Test
  void theQueriesThatCanBindRun() throws SQLException {
    List<UseCase> library = library();
    List<String> unchanged = new ArrayList<>();
    List<String> adjusted = new ArrayList<>();
    Map<String, String> failing = new TreeMap<>();
    for (UseCase useCase : library) {
      String problem = run(useCase.sql());
      if (problem.isEmpty()) {
        unchanged.add(useCase.slug());
      } else if (useCase.adjusted() != null && run(useCase.adjusted()).isEmpty()) {
        adjusted.add(useCase.slug());
      } else {
        failing.put(useCase.slug(), problem);
      }
    }

    assertThat(library).hasSize(IN_LIBRARY);
    assertThat(unchanged).hasSize(27);
    assertThat(adjusted).hasSize(12);
    assertThat(failing).hasSameSizeAs(CANNOT_BIND);
    CANNOT_BIND.forEach((slug, reason) -> assertThat(failing.get(slug)).describedAs(slug).contains(reason));
  }

  private static String run(String sql) {
    try {
      ask(withValues(sql));
      return "";
    } catch (PlimsollException e) {
      return e.getMessage();
    }
  }

  /** The query with a sensible literal in place of each parameter. */
  private static String withValues(String sql) {
    StringBuilder text = new StringBuilder();
    for (char c : sql.toCharArray()) {
      if (c != '?') {
        text.append(c);
      } else {
        String before = text.substring(Math.max(0, text.length() - 60)).toLowerCase(Locale.ROOT);
        boolean end = before.matches("(?s).*end\\s*[<>]=?\\s*") || before.matches("(?s).*between '2025-10-01' and\\s*");
        boolean start = before.matches("(?s).*start\\s*([<>]=?|between)\\s*");
        text.append(end ? "'2025-12-01'" : start ? "'2025-10-01'" : "'Compute'");
      }
    }
    return text.toString();
  }

  private static SqlAnswer ask(String sql) {
    return engine.query(sql, List.of(focus, focus.named("focus_data_table")), SqlLimits.DEFAULT);
  }

  private static List<UseCase> library() throws SQLException {
    try (Connection connection = ParquetTable.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT slug, sql, adjustedSql FROM read_json('" + LIBRARY + "') WHERE kind = 'use-case-library'")) {
      List<UseCase> library = new ArrayList<>();
      while (rows.next()) {
        library.add(new UseCase(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
      return library;
    }
  }

  private static List<String> strings(String sql) throws SQLException {
    try (Connection connection = ParquetTable.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }

  /** A query of the library and the library's repair of it, if it knows one. */
  private record UseCase(String slug, String sql, String adjusted) {}
}
