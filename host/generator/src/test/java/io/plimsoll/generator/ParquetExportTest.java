package io.plimsoll.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.file.ParquetOptions;
import io.plimsoll.generator.file.ParquetOptions.Compression;
import io.plimsoll.generator.file.ParquetOptions.Numbers;
import io.plimsoll.generator.file.ParquetOptions.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetExportTest {
  @TempDir Path folder;

  private Generated generate(ParquetOptions options, Fault... faults) {
    return ExportGenerator.generate(
        Exports.spec().format(ExportFormat.PARQUET).parquet(options).partsPerRun(2).faults(faults).build(), folder);
  }

  private static Map<String, BigDecimal> sums(GeneratedRun run, Metric metric) throws SQLException {
    Map<String, BigDecimal> sums = new TreeMap<>();
    Exports.query(run, "SELECT " + metric.unitColumn() + ", ServiceName, CAST(ChargePeriodStart AS DATE), "
        + "SUM(CAST(CAST(" + metric.column() + " AS VARCHAR) AS DECIMAL(38,18))) FROM read_parquet($) WHERE " + metric.column()
        + " IS NOT NULL GROUP BY ALL", row ->
        sums.put(row.text(1) + '|' + row.text(2) + '|' + row.text(3), new BigDecimal(row.text(4))));
    sums.values().removeIf(v -> v.signum() == 0);
    return sums;
  }

  private static void assertSumsAgree(GeneratedRun run) throws SQLException {
    for (Metric metric : Metric.values()) {
      Map<String, BigDecimal> expected = Exports.sums(run.totals(), metric);
      expected.replaceAll((key, value) -> value.setScale(18));
      assertThat(sums(run, metric)).isEqualTo(expected).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void duckDbComesToTheSameSumsInEveryCompression(Compression compression) throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure().compression(compression).rowGroupRows(400)).newest();

    assertSumsAgree(run);
    assertThat(Exports.ask(run, "SELECT COUNT(*) FROM read_parquet($)")).isEqualTo(run.rows());
    assertThat(Exports.ask(run, "SELECT COUNT(DISTINCT row_group_id) FROM parquet_metadata($)")).isEqualTo(2L);
  }

  @ParameterizedTest
  @EnumSource
  void duckDbComesToTheSameSumsInEveryTimeType(Times times) throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure().times(times)).newest();

    assertSumsAgree(run);
    assertThat(Exports.ask(run, "SELECT CAST(MIN(BillingPeriodStart) AS VARCHAR) FROM read_parquet($)").toString())
        .startsWith("2026-03-01 00:00:00");
  }

  @ParameterizedTest
  @EnumSource
  void duckDbComesToTheSameSumsInEveryNumberType(Numbers numbers) throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure().numbers(numbers)).newest();

    String type = switch (numbers) {
      case DECIMAL -> "DECIMAL(38,18)";
      case DOUBLE -> "DOUBLE";
      case INTEGER -> "BIGINT";
    };
    assertThat(Exports.ask(run, "SELECT typeof(BilledCost) FROM read_parquet($) LIMIT 1")).isEqualTo(type);
    assertSumsAgree(run);
  }

  @Test
  void everyValueIsTheOneOfTheCsvOfTheSameSeed() throws SQLException, IOException {
    GeneratedRun run = generate(ParquetOptions.azure().rowGroupRows(700)).newest();
    List<String> names = new ArrayList<>();
    Exports.query(run, "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet($))", r -> names.add(r.text(1)));
    GeneratedRun csv = ExportGenerator.generate(Exports.spec().partsPerRun(2).build(), folder.resolve("csv")).newest();
    List<List<String>> expected = new ArrayList<>();
    Exports.rows(csv).forEach(row -> expected.add(names.stream().map(n -> normal(row.getField(n))).toList()));

    List<List<String>> actual = new ArrayList<>();
    Exports.query(run, "SELECT * FROM read_parquet($)", row -> {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        Object value = row.get(i);
        values.add(normal(value == null ? "" : value instanceof BigDecimal n ? n.toPlainString() : value.toString()));
      }
      actual.add(values);
    });

    assertThat(actual).hasSameSizeAs(expected);
    for (int row = 0; row < actual.size(); row++) {
      for (int i = 0; i < names.size(); i++) {
        if (!actual.get(row).get(i).equals(expected.get(row).get(i))) {
          assertThat(actual.get(row).get(i)).as(names.get(i) + " of row " + row).isEqualTo(expected.get(row).get(i));
        }
      }
    }
  }

  private static String normal(String value) {
    if (value.matches("-?\\d+(\\.\\d+)?")) {
      BigDecimal number = new BigDecimal(value).setScale(18, RoundingMode.HALF_UP);
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    if (value.equals("True") || value.equals("False")) {
      return value.toLowerCase(Locale.ROOT);
    }
    return value.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)[T ]00:00(:00)?(\\.0)?Z?$", "$1");
  }

  @Test
  void thePhysicalSchemaIsTheOneObservedInARealFile() throws IOException, SQLException {
    Path observed = Path.of(System.getProperty("plimsoll.shared", "/nowhere"))
        .resolve("data/azure-parquet-schema/azure-focus-1.0-parquet-physical.json");
    Assumptions.assumeTrue(Files.exists(observed), "the observed schema is not at " + observed);
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode column : new ObjectMapper().readTree(observed.toFile()).get("columns")) {
      expected.put(column.get("name").asText(), column.get("physical").asText());
    }

    Generated generated = ExportGenerator.generate(
        Exports.spec().format(ExportFormat.PARQUET).version(FocusVersion.V1_0).build(), folder);
    Map<String, String> actual = new TreeMap<>();
    Exports.query(generated.newest(), "SELECT name, type, type_length, converted_type, precision, scale, "
        + "repetition_type FROM parquet_schema($) WHERE num_children IS NULL", row -> {
          String type = row.text(2);
          if (row.text(4).equals("DECIMAL")) {
            type += "(" + row.text(3) + ") DECIMAL(" + row.text(5) + ',' + row.text(6) + ")";
          } else if (row.text(4).equals("UTF8")) {
            type += " UTF8";
          }
          actual.put(row.text(1), type + ' ' + row.text(7));
        });

    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void aFullDictionaryFallsBackToPlain() throws SQLException {
    Generated generated = ExportGenerator.generate(
        Exports.spec().format(ExportFormat.PARQUET).rowsPerMonth(90_000).resources(40_000).build(), folder);

    assertThat(Exports.ask(generated.newest(),
        "SELECT encodings FROM parquet_metadata($) WHERE path_in_schema = 'ResourceId'").toString())
        .contains("RLE_DICTIONARY").contains("PLAIN");
    assertSumsAgree(generated.newest());
  }

  @Test
  void withoutDictionariesEverythingIsPlain() throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure().dictionaries(false)).newest();

    assertThat(Exports.ask(run, "SELECT COUNT(*) FROM parquet_metadata($) WHERE encodings LIKE '%DICTIONARY%'"))
        .isEqualTo(0L);
    assertSumsAgree(run);
  }

  @Test
  void nullTextsCanBeEmptyTexts() throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure().emptyForNull(true)).newest();

    assertThat(Exports.ask(run, "SELECT COUNT(*) FROM read_parquet($) WHERE CommitmentDiscountId IS NULL"))
        .isEqualTo(0L);
    assertThat((Long) Exports.ask(run, "SELECT COUNT(*) FROM read_parquet($) WHERE CommitmentDiscountId = ''"))
        .isPositive();
  }

  @Test
  void tagsCanBeAMap() throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure().rowGroupRows(300), Fault.TAGS_MAP).newest();

    assertThat(Exports.ask(run, "SELECT typeof(Tags) FROM read_parquet($) LIMIT 1"))
        .isEqualTo("MAP(VARCHAR, VARCHAR)");
    assertThat((Long) Exports.ask(run, "SELECT COUNT(*) FROM read_parquet($) WHERE Tags['env'] = 'prod'"))
        .isPositive();
    assertThat((Long) Exports.ask(run, "SELECT COUNT(*) FROM read_parquet($) WHERE Tags IS NULL")).isPositive();
    assertSumsAgree(run);
  }

  @Test
  void anEmptyPartHasASchemaAndNoRows() throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure(), Fault.EMPTY_PART).newest();

    assertThat(run.parts()).hasSize(3);
    Path empty = run.parts().get(2).file();
    assertThat(Exports.ask(run, "SELECT COUNT(*) FROM read_parquet('" + empty + "')")).isEqualTo(0L);
  }

  @Test
  void aBlankColumnIsAnInteger() throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure(), Fault.BLANK_COLUMN).newest();

    assertThat(Exports.ask(run, "SELECT typeof(CommitmentDiscountName) FROM read_parquet($) LIMIT 1"))
        .isEqualTo("INTEGER");
    assertThat(Exports.ask(run, "SELECT COUNT(CommitmentDiscountName) FROM read_parquet($)")).isEqualTo(0L);
  }

  @Test
  void wideNumbersFillAllDigitsOfTheType() throws SQLException {
    GeneratedRun run = generate(ParquetOptions.azure(), Fault.WIDE_NUMBERS).newest();

    assertThat(Exports.ask(run, "SELECT MAX(BilledCost) FROM read_parquet($)").toString())
        .isEqualTo("98765432109876543210.987654321098765432");
    assertThat(new BigDecimal(Exports.ask(run, "SELECT SUM(BilledCost) FROM read_parquet($)").toString()))
        .isEqualByComparingTo(run.totals().sum(Metric.BILLED_COST, "EUR"));
  }
}
