package io.plimsoll.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.PartReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds our tokeniser against FastCSV. */
class CsvFuzzTest {
  private static final String[] BITS = {"a", "bc", ",", "\"", "\n", "\r\n", "é", " ", "0.5", "longer text of a resource", "NULLS", "{\"k\":\"v\"}", "東京"};

  @Test
  void randomFilesGiveTheRowsThatFastCsvGives() {
    Random random = new Random(21);
    for (int round = 0; round < 250; round++) {
      int columns = 2 + random.nextInt(random.nextInt(10) == 0 ? 120 : 12);
      String csv = csv(random, columns, random.nextInt(round % 20 == 0 ? 3000 : 60));
      List<List<@Nullable String>> expected = fastCsv(csv);
      int[] projected = IntStream.range(0, columns).filter(i -> random.nextInt(3) > 0).toArray();
      boolean compressed = random.nextBoolean();
      byte[] bytes = compressed ? ReadPart.gzip(ReadPart.utf8(csv)) : ReadPart.utf8(csv);

      ReadPart part =
          ReadPart.of(
              new BytesPart(bytes, 1 + random.nextInt(100_000)),
              compressed ? "csv.gz" : "csv",
              Arrays.stream(projected).mapToObj(i -> "c" + i).toArray(String[]::new));

      assertThat(part.report().rows()).as("round %d", round).isEqualTo(expected.size());
      for (int row = 0; row < expected.size(); row++) {
        List<@Nullable String> whole = expected.get(row);
        List<@Nullable String> some = new ArrayList<>();
        Arrays.stream(projected).forEach(i -> some.add(whole.get(i)));
        assertThat((List<?>) part.rows().get(row)).as("round %d row %d", round, row).isEqualTo(some);
      }
    }
  }

  @Test
  void aDictionaryThatGrowsTooLargeGoesOnAsPlainText() {
    Random random = new Random(22);
    for (int round = 0; round < 25; round++) {
      String csv = csv(random, 3, 3000 * (1 + random.nextInt(10)));
      TextDictionary.Limits limits = new TextDictionary.Limits(1 + random.nextInt(4000), 1 + random.nextInt(60_000));
      PartReader reader = new CsvPart(new PlainBytes(new BytesPart(ReadPart.utf8(csv))), new PartProblems("part"), limits);

      ReadPart part = ReadPart.of(reader, "c0", "c1", "c2");

      assertThat((List<?>) part.rows()).as("round %d", round).isEqualTo(fastCsv(csv));
    }
  }

  @Test
  void damagedFilesEndInAClearErrorOrInRows() {
    Random random = new Random(23);
    for (int round = 0; round < 1500; round++) {
      byte[] bytes = ReadPart.utf8(csv(random, 2 + random.nextInt(5), random.nextInt(20)));
      for (int i = 0; i <= random.nextInt(5); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : "\",\r\n\0".charAt(random.nextInt(5)));
      }
      try {
        ReadPart part = ReadPart.of(new BytesPart(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length))), "csv");
        assertThat(part.report().rows()).isLessThan(bytes.length);
        if (!part.header().isEmpty() && !part.header().get(0).contains(":")) {
          ReadPart.of(new BytesPart(bytes), "csv", part.header().get(0));
        }
      } catch (PlimsollException e) {
        assertThat(e.getMessage()).startsWith("Export part part_1_0001.csv ");
      }
    }
  }

  private static List<List<@Nullable String>> fastCsv(String csv) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    boolean header = true;
    for (CsvRecord row : de.siegmar.fastcsv.reader.CsvReader.builder().skipEmptyLines(true).ofCsvRecord(csv)) {
      if (!header) {
        List<@Nullable String> values = new ArrayList<>();
        row.getFields().forEach(field -> values.add(field.isEmpty() ? null : field));
        rows.add(values);
      }
      header = false;
    }
    return rows;
  }

  private static String csv(Random random, int columns, int rows) {
    StringBuilder csv = new StringBuilder();
    String feed = random.nextBoolean() ? "\n" : "\r\n";
    for (int i = 0; i < columns; i++) {
      csv.append(i == 0 ? "" : ",").append(random.nextBoolean() ? "c" + i : "\"c" + i + "\"");
    }
    csv.append(feed);
    for (int row = 0; row < rows; row++) {
      if (random.nextInt(30) == 0) {
        csv.append(feed);
      }
      for (int i = 0; i < columns; i++) {
        csv.append(i == 0 ? "" : ",").append(field(random));
      }
      csv.append(row == rows - 1 && random.nextBoolean() ? "" : feed);
    }
    return csv.toString();
  }

  private static String field(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(BITS[random.nextInt(BITS.length)]);
    }
    boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needsQuotes || random.nextInt(5) == 0 ? '"' + text.toString().replace("\"", "\"\"") + '"' : text.toString();
  }
}
