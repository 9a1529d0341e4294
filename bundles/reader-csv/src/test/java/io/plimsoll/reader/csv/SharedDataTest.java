package io.plimsoll.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusColumns;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reads the files of real exports that lie beside the project, when they are there. */
class SharedDataTest {
  @Test
  void theRealAzurePartSumsToTheLastDigit() {
    Path part = data("azure-focus-real-redacted/part_0_0001.csv");

    ReadPart billed = ReadPart.of(BytesPart.of(part), "csv", "BilledCost:DECIMAL", "ListCost:DECIMAL", "ChargePeriodStart:DATE_TIME");

    assertThat(billed.header()).hasSize(96);
    assertThat(billed.report().rows()).isEqualTo(320);
    assertThat(billed.report().repaired()).isEmpty();
    assertThat(sum(billed, 0)).isEqualByComparingTo("20.8918475604496506225574325494");
    assertThat(sum(billed, 1)).isEqualByComparingTo("0.0013859117345193295417099065");
    assertThat(billed.rows()).allSatisfy(row -> assertThat((Instant) row.get(2)).isBetween("2025-10-01T00:00:00Z", "2025-11-01T00:00:00Z"));
  }

  @Test
  void everyColumnOfTheRealPartReadsInItsOwnType() {
    Path file = data("azure-focus-real-redacted/part_0_0001.csv");
    List<String> columns = new ArrayList<>();
    try (PartReader part = new CsvReader().open("part", BytesPart.of(file), "csv")) {
      for (PartColumn column : part.columns()) {
        FocusColumns.find(column.name()).ifPresent(known -> columns.add(known.name() + ":" + known.type()));
      }
    }

    ReadPart read = ReadPart.of(BytesPart.of(file), "csv", columns.toArray(String[]::new));

    assertThat(columns).hasSizeGreaterThan(90);
    assertThat(read.rows()).hasSize(320);
    int tags = columns.indexOf("Tags:JSON");
    assertThat(read.rows().get(0).get(tags)).isEqualTo("{\"azd-env-name\":\"django-app\",\"azd-service-name\":\"web\"}");
  }

  @Test
  void theSampleWithNullWordsAndOtherDatesReads() {
    Path part = data("focus-sample-data/focus_sample.csv");

    ReadPart read =
        ReadPart.of(BytesPart.of(part), "csv", "BilledCost:DECIMAL", "ListUnitPrice:DECIMAL", "ChargePeriodStart:DATE_TIME", "AvailabilityZone", "Tags:JSON");

    assertThat(read.report().rows()).isEqualTo(1000);
    assertThat(read.report().repaired().get(DataQualityCode.NULL_WORD_AS_NULL)).isPositive();
    assertThat(read.report().repaired()).containsEntry(DataQualityCode.DATE_WITHOUT_ZONE, 1000L);
    assertThat((BigDecimal) read.rows().get(0).get(0)).isEqualByComparingTo("0.0000008");
    assertThat(read.rows().get(0).subList(2, 5)).containsExactly(Instant.parse("2024-09-18T22:00:00Z"), null, null);
  }

  private static BigDecimal sum(ReadPart part, int column) {
    return part.rows().stream().map(row -> (BigDecimal) Objects.requireNonNull(row.get(column))).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Path data(String path) {
    Path file = Path.of(System.getProperty("plimsoll.shared", ""), "data", path);
    assumeTrue(Files.exists(file), () -> "There is no " + file + " to read.");
    return file;
  }
}
