package io.plimsoll.bench;

import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.host.collect.StandardRollup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The peer: DuckDB with typed columns sums the same files by day and either the four keys of the smallest rollup one
 * would keep, or every key that Plimsoll keeps. It gets the memory it needs not to spill.
 */
final class DuckDbSum {
  private static final List<String> FEW = List.of("SubAccountId", "ServiceName", "ResourceId");

  private DuckDbSum() {}

  /** @param args the format, the folder, and {@code few} or {@code all} keys */
  public static void main(String[] args) throws SQLException, IOException {
    String parts = Path.of(args[1], "exports").toAbsolutePath() + "/**/part_*";
    String source = args[0].equals("parquet") ? "read_parquet('" + parts + "')" : "read_csv('" + parts + "', header = true, columns = " + columns(args[1]) + ")";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET memory_limit = '8GB'");
      List<String> keys = args[2].equals("few") ? FEW : keys(statement, source);
      statement.execute(
          "CREATE TABLE rollup AS SELECT CAST(ChargePeriodStart AS DATE) AS d, " + String.join(", ", keys) + ","
              + " sum(BilledCost) b, sum(EffectiveCost) e, sum(ListCost) l, sum(ContractedCost) c, sum(ConsumedQuantity) q,"
              + " count(*) n FROM " + source + " GROUP BY ALL");
      try (ResultSet rows = statement.executeQuery("SELECT count(*), sum(n) FROM rollup")) {
        rows.next();
      }
    }
    Measured.print("wall", Measured.sinceStart());
    Measured.print("cpu", Measured.cpuSecondsNow());
    Measured.print("peak", Measured.peakMebibytesNow());
  }

  /** The keys of Plimsoll's rollup, under the names this version of FOCUS has for them. */
  private static List<String> keys(Statement statement, String source) throws SQLException {
    List<String> present = new ArrayList<>();
    try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
      while (columns.next()) {
        present.add(columns.getString(1));
      }
    }
    return present.stream().filter(name -> StandardRollup.KEYS.contains(FocusColumns.modelName(name))).toList();
  }

  private static String columns(String folder) throws IOException {
    Path first;
    try (var files = Files.walk(Path.of(folder, "exports"))) {
      first = files.filter(f -> f.getFileName().toString().startsWith("part_")).sorted().findFirst().orElseThrow();
    }
    String header;
    try (var in = first.toString().endsWith(".gz") ? new java.util.zip.GZIPInputStream(Files.newInputStream(first)) : Files.newInputStream(first);
        var lines = new java.io.BufferedReader(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8))) {
      header = lines.readLine().replace("\uFEFF", "");
    }
    return java.util.Arrays.stream(header.split(","))
        .map(name -> "'" + name + "': '" + type(name) + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String type(String name) {
    FocusType type = FocusColumns.find(name).map(FocusColumn::type).orElse(FocusType.STRING);
    return switch (type) {
      case DECIMAL -> "DECIMAL(38,18)";
      case DATE_TIME -> "TIMESTAMP";
      case BOOLEAN, STRING, JSON -> "VARCHAR";
    };
  }
}
