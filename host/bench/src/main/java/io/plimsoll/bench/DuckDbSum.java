package io.plimsoll.bench;

import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * The peer: DuckDB with typed columns sums the same files by day, sub account, service and resource, the
 * smallest rollup one would keep.
 */
final class DuckDbSum {
  private DuckDbSum() {}

  public static void main(String[] args) throws SQLException, IOException {
    String parts = Path.of(args[1], "exports").toAbsolutePath() + "/**/part_*";
    String source = args[0].equals("parquet") ? "read_parquet('" + parts + "')" : "read_csv('" + parts + "', header = true, columns = " + columns(args[1]) + ")";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET memory_limit = '2GB'");
      statement.execute(
          "CREATE TABLE rollup AS SELECT CAST(ChargePeriodStart AS DATE) AS d, SubAccountId, ServiceName, ResourceId,"
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
