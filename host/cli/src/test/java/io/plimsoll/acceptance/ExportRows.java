package io.plimsoll.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.generator.GeneratedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of generated CSV parts, read without any code of Plimsoll, and exact sums over them. */
record ExportRows(List<Map<String, String>> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ExportRows of(List<GeneratedRun> runs) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (GeneratedRun run : runs) {
      for (GeneratedRun.Part part : run.parts()) {
        rows.addAll(read(part.file()));
      }
    }
    return new ExportRows(rows);
  }

  private static List<Map<String, String>> read(Path csv) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(csv)) {
      reader.forEach(row -> rows.add(row.getFieldsAsMap()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  ExportRows where(Predicate<Map<String, String>> condition) {
    return new ExportRows(rows.stream().filter(condition).toList());
  }

  /** Rows whose charge starts on one of these days. */
  ExportRows between(LocalDate from, LocalDate to) {
    return where(row -> !day(row).isBefore(from) && day(row).isBefore(to));
  }

  /** The sum of a column for each combination of keys that a row has; an empty cell adds nothing. */
  @SafeVarargs
  final Map<List<@Nullable String>, BigDecimal> sum(
      String column, Function<Map<String, String>, @Nullable String>... keys) {
    Map<List<@Nullable String>, BigDecimal> sums = new HashMap<>();
    for (Map<String, String> row : rows) {
      String value = row.getOrDefault(column, "");
      List<@Nullable String> key = new ArrayList<>();
      for (Function<Map<String, String>, @Nullable String> part : keys) {
        key.add(part.apply(row));
      }
      sums.merge(key, value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value), BigDecimal::add);
    }
    sums.replaceAll((key, sum) -> sum.stripTrailingZeros());
    return sums;
  }

  /** A column as a key: empty cells are no value. */
  static Function<Map<String, String>, @Nullable String> column(String name) {
    return row -> row.getOrDefault(name, "").isEmpty() ? null : row.get(name);
  }

  /** A tag as a key. */
  static Function<Map<String, String>, @Nullable String> tag(String key) {
    return row -> {
      String text = row.getOrDefault("Tags", "");
      if (text.isEmpty()) {
        return null;
      }
      try {
        JsonNode value = JSON.readTree(text.startsWith("{") ? text : "{" + text + "}").get(key);
        return value == null || value.isNull() ? null : value.asText();
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  static LocalDate day(Map<String, String> row) {
    return LocalDate.parse(row.get("ChargePeriodStart").substring(0, 10));
  }

  static LocalDate billingPeriod(Map<String, String> row) {
    return LocalDate.parse(row.get("BillingPeriodStart").substring(0, 10));
  }

  /** The rows of an answer in the form of {@link #sum}: start if any, keys, unit. */
  static Map<List<@Nullable String>, BigDecimal> of(CostResult answer) {
    Map<List<@Nullable String>, BigDecimal> sums = new HashMap<>();
    for (CostRow row : answer.rows()) {
      List<@Nullable String> key = new ArrayList<>();
      if (row.start() != null) {
        key.add(row.start().toString());
      }
      key.addAll(row.keys());
      key.add(row.unit());
      if (sums.put(key, row.value().stripTrailingZeros()) != null) {
        throw new AssertionError("two rows of " + key);
      }
    }
    return sums;
  }
}
