package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that DuckDB writes are read as DuckDB reads them. */
class DuckDbFilesTest {
  /** Expressions over a row number i and a hash h of it. */
  private static final List<String> COLUMNS =
      List.of(
          "'/subscriptions/' || lpad((h % 300)::VARCHAR, 36, '0')",
          "'/subscriptions/0000/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm-' || h",
          "CASE h % 5 WHEN 0 THEN '' WHEN 1 THEN 'é€😀' ELSE repeat('x', (h % 40)::INT) END",
          "'constant'",
          "NULL::VARCHAR",
          "CASE WHEN h % 97 = 0 THEN 'rare' END",
          "('{\"env\":\"e' || h % 50 || '\"}')::JSON",
          "(CASE WHEN h % 2 = 0 THEN '-' ELSE '' END || h % 9999 || '.' || lpad(h::VARCHAR, 17, '0'))::DECIMAL(38,18)",
          "((h % 7)::VARCHAR || repeat(((h % 9) + 1)::VARCHAR, 27))::DECIMAL(28,0)",
          "((h % 1000000) / 100)::DECIMAL(38,18)",
          "(h % 100000 - 50000)::DECIMAL(9,2)",
          "(h * 109 - 77)::DECIMAL(18,6)",
          "(h % 3)::DECIMAL(4,1)",
          "(h - 2000000000)::BIGINT",
          "(h % 2000000 - 1000000)::INTEGER",
          "(h % 200 - 100)::TINYINT",
          "h::UINTEGER",
          "(h::HUGEINT * 3000000000)::UBIGINT",
          "h / 7.0::DOUBLE",
          "(h % 1000)::FLOAT / 8",
          "TIMESTAMP '2025-10-01' + INTERVAL (h % 31) DAY",
          "TIMESTAMP '2025-10-01 00:00:00.123456' + INTERVAL (h) SECOND",
          "(TIMESTAMP '1960-01-01' + INTERVAL (h) SECOND)::TIMESTAMP_MS",
          "(TIMESTAMP '2025-10-01' + INTERVAL (h) SECOND)::TIMESTAMP_NS",
          "(TIMESTAMP '2025-10-01' + INTERVAL (h) SECOND)::TIMESTAMPTZ",
          "DATE '1999-12-31' + (h % 20000)::INT",
          "h % 2 = 0",
          "h % 5000 < 4990",
          "MAP {'env': 'e' || h % 7, 'own\"er': CASE WHEN h % 3 = 0 THEN NULL ELSE 'ü' || h END}",
          "CASE WHEN h % 4 = 0 THEN MAP {} WHEN h % 4 = 1 THEN MAP {'k': '\\tab' || chr(9)} END::MAP(VARCHAR, VARCHAR)");

  @TempDir Path folder;

  @Test
  void everyValueEqualsWhatDuckDbReadsFromTheSameFile() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      for (int seed = 0; seed < 24; seed++) {
        // given
        Random random = new Random(seed);
        Path file = folder.resolve("part" + seed + ".parquet");
        String options = options(random);
        byte[] bytes = duck.copy(query(random), file, options);

        // when
        Part part = Part.read(bytes);

        // then
        assertThat(part.rows()).as("seed " + seed + options).isEqualTo(duck.rows(file, part));
        assertThat(part.report().rows()).isEqualTo(part.rows().size());
      }
    }
  }

  private static String query(Random random) {
    int rows = random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(20_000);
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < 6; c++) {
      String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
      int nulls = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
      columns.add(
          (nulls == 0 ? column : "CASE WHEN hash(i, " + c + ") % 100 >= " + nulls + " THEN " + column + " END")
              + " AS c" + c);
    }
    return "SELECT " + String.join(", ", columns)
        + " FROM (SELECT i, (hash(i, " + random.nextInt() + ") % 4000000000)::BIGINT AS h FROM range(" + rows
        + ") t(i))";
  }

  private static String options(Random random) {
    String options =
        ", COMPRESSION " + List.of("uncompressed", "snappy", "gzip", "zstd").get(random.nextInt(4))
            + ", PARQUET_VERSION " + List.of("v1", "v2").get(random.nextInt(2))
            + ", ROW_GROUP_SIZE " + 2048 * (1 + random.nextInt(8));
    return random.nextInt(3) == 0 ? options + ", DICTIONARY_SIZE_LIMIT " + random.nextInt(2000) : options;
  }
}
