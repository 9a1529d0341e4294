package io.plimsoll.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusTags;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.fault.Faults;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportGeneratorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameBytesWhateverTheLocaleZoneAndThreads(ExportFormat format) throws IOException {
    GeneratorSpec spec =
        Exports.spec().months(2).format(format).partsPerRun(3).layout(RunLayout.appending(2)).build();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();

    Generated first = ExportGenerator.generate(spec, folder.resolve("first"), Progress.none(), 1);
    Generated second;
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      second = ExportGenerator.generate(spec, folder.resolve("second"), Progress.none(), 3);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }

    List<Path> files = Exports.files(first.folder());
    assertThat(files).hasSize(4 * 4);
    for (Path file : files) {
      assertThat(second.folder().resolve(first.folder().relativize(file))).hasSameBinaryContentAs(file);
    }
    assertThat(second.totals()).isEqualTo(first.totals());
  }

  @Test
  void anotherSeedGivesOtherNumbers() {
    Totals one = ExportGenerator.generate(Exports.spec().seed(1).build(), folder.resolve("1")).totals();
    Totals two = ExportGenerator.generate(Exports.spec().seed(2).build(), folder.resolve("2")).totals();

    assertThat(one.sum(Metric.BILLED_COST, "EUR")).isNotEqualTo(two.sum(Metric.BILLED_COST, "EUR"));
  }

  @ParameterizedTest
  @EnumSource
  void theHeaderHasExactlyTheColumnsOfTheVersion(FocusVersion version) throws IOException {
    Generated generated = ExportGenerator.generate(Exports.spec().version(version).build(), folder);

    NamedCsvRecord row = Exports.rows(generated.newest()).get(0);
    boolean azure = !Set.of("1.1", "1.3", "1.4").contains(version.text());
    assertThat(row.getHeader()).isEqualTo(FocusColumns.all().stream()
        .filter(c -> azure
            ? c.azureVersions().contains(version.text())
            : c.focusVersions().contains(version.specification()))
        .map(FocusColumn::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void mandatoryValuesAreThereAndAllowed(FocusVersion version) throws IOException {
    Generated generated = ExportGenerator.generate(Exports.spec().version(version).build(), folder);

    List<NamedCsvRecord> rows = Exports.rows(generated.newest());
    for (FocusColumn column : FocusColumns.all()) {
      if (rows.get(0).getHeader().contains(column.name())) {
        for (NamedCsvRecord row : rows) {
          String value = row.getField(column.name());
          if (!column.nullable()) {
            assertThat(value).as(column.name()).isNotEmpty();
          }
          if (!column.allowedValues().isEmpty() && !column.name().equals("ServiceSubcategory") && !value.isEmpty()) {
            assertThat(column.allowedValues()).as(column.name()).contains(value);
          }
        }
      }
    }
  }

  @Test
  void totalsAreTheSumOfTheRowsToTheLastDigit() throws IOException {
    Generated generated = ExportGenerator.generate(
        Exports.spec().months(2).partsPerRun(2).version(FocusVersion.V1_2_PREVIEW).build(), folder);

    for (GeneratedRun run : generated.winners()) {
      List<NamedCsvRecord> rows = Exports.rows(run);
      assertThat(rows).hasSize((int) run.rows());
      for (Metric metric : Metric.values()) {
        assertThat(Exports.sums(run.totals(), metric)).isEqualTo(Exports.sums(rows, metric)).isNotEmpty();
      }
    }
    assertThat(generated.totals().sum(Metric.BILLED_COST, "EUR").scale()).isEqualTo(28);
  }

  @Test
  void aCompleteLongMonthHasExactlyTheRowsAskedFor() throws IOException {
    for (long rows : new long[] {10, 77, 3_000, 12_345}) {
      GeneratorSpec spec = GeneratorSpec.builder(LocalDate.of(2026, 2, 1)).firstMonth(YearMonth.of(2026, 1))
          .rowsPerMonth(rows).build();

      assertThat(ExportGenerator.generate(spec, folder.resolve("" + rows)).rows()).isEqualTo(rows);
    }
  }

  @Test
  void theCurrentMonthEndsYesterday() throws IOException {
    Generated generated = ExportGenerator.generate(Exports.spec().build(), folder);

    Set<String> days = new HashSet<>();
    Exports.rows(generated.newest()).stream()
        .filter(r -> r.getField("ChargeCategory").equals("Usage"))
        .forEach(r -> days.add(r.getField("ChargePeriodStart")));
    assertThat(days).contains("2026-03-01T00:00:00Z", "2026-03-16T00:00:00Z").doesNotContain("2026-03-17T00:00:00Z");
  }

  @Test
  void gzipHoldsTheSameTextAsPlainCsv() throws IOException {
    Generated plain = ExportGenerator.generate(Exports.spec().build(), folder.resolve("plain"));
    Generated packed =
        ExportGenerator.generate(Exports.spec().format(ExportFormat.CSV_GZ).build(), folder.resolve("packed"));

    Path text = plain.newest().parts().get(0).file();
    Path gzip = packed.newest().parts().get(0).file();
    assertThat(Exports.open(gzip).readAllBytes()).isEqualTo(Files.readAllBytes(text));
    assertThat(Files.size(gzip) * 4).isLessThan(Files.size(text));
  }

  @Test
  void manifestsAgreeWithTheFiles() throws IOException {
    Generated generated = ExportGenerator.generate(
        Exports.spec().months(2).partsPerRun(3).layout(RunLayout.appending(2)).build(), folder);

    assertThat(generated.runs()).hasSize(4);
    for (GeneratedRun run : generated.runs()) {
      JsonNode manifest = new ObjectMapper().readTree(run.manifest().toFile());
      long bytes = 0;
      long rows = 0;
      for (JsonNode blob : manifest.get("blobs")) {
        Path file = folder.resolve(blob.get("blobName").asText());
        assertThat(file).hasSize(blob.get("byteCount").asLong());
        assertThat(Exports.rows(file)).hasSize(blob.get("dataRowCount").asInt());
        bytes += blob.get("byteCount").asLong();
        rows += blob.get("dataRowCount").asLong();
      }
      assertThat(manifest.get("blobCount").asInt()).isEqualTo(3);
      assertThat(manifest.get("byteCount").asLong()).isEqualTo(bytes);
      assertThat(manifest.get("dataRowCount").asLong()).isEqualTo(rows).isEqualTo(run.rows());
      assertThat(manifest.at("/runInfo/runId").asText()).isEqualTo(run.runId());
      assertThat(manifest.at("/runInfo/submittedTime").asText()).matches("2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
      assertThat(manifest.at("/exportConfig/resourceId").asText()).endsWith("/exports/daily-focus-cost");
    }
  }

  @Test
  void bothFolderDepthsAreKnown() {
    Generated shallow = ExportGenerator.generate(Exports.spec().build(), folder.resolve("a"));
    Generated deep =
        ExportGenerator.generate(Exports.spec().layout(RunLayout.appending(1)).build(), folder.resolve("b"));

    assertThat(path(shallow)).matches("focus/daily-focus-cost/20260301-20260331/[0-9a-f-]{36}");
    assertThat(path(deep)).matches("focus/daily-focus-cost/20260301-20260331/202603170\\d{3}/[0-9a-f-]{36}");
  }

  @Test
  void aRunForEachDayHoldsThatDayAlone() {
    Generated generated = ExportGenerator.generate(Exports.spec().layout(RunLayout.ofDays()).build(), folder);

    assertThat(generated.runs()).hasSize(16).allMatch(GeneratedRun::winner);
    for (GeneratedRun run : generated.runs()) {
      assertThat(run.to()).isEqualTo(run.from().plusDays(1));
      assertThat(run.rows()).isPositive();
      assertThat(run.totals().all()).allSatisfy(total -> assertThat(total.day()).isEqualTo(run.from()));
    }
    assertThat(path(generated)).matches("focus/daily-focus-cost/20260316-20260316/202603170\\d{3}/[0-9a-f-]{36}");
  }

  private static String path(Generated generated) {
    return generated.folder().relativize(generated.newest().folder()).toString();
  }

  @Test
  void eachAccountHasItsExportAndCurrency() throws IOException {
    Generated generated = ExportGenerator.generate(
        Exports.spec().accounts(new BillingAccount("One", "EUR"), new BillingAccount("Two", "USD")).build(), folder);

    assertThat(generated.exports()).containsExactly("daily-focus-cost", "daily-focus-cost-2-usd");
    assertThat(generated.totals().sum(Metric.BILLED_COST, "EUR")).isPositive();
    assertThat(generated.totals().sum(Metric.BILLED_COST, "USD")).isPositive();
    assertThat(generated.totals().of("daily-focus-cost").sum(Metric.BILLED_COST, "USD")).isZero();
  }

  @Test
  void aCommitmentsFeeIsWhatItsUseAndIdlenessAmountTo() throws IOException {
    GeneratorSpec spec = GeneratorSpec.builder(LocalDate.of(2026, 2, 5)).firstMonth(YearMonth.of(2026, 1))
        .rowsPerMonth(6_000).commitments(2).build();
    Generated generated = ExportGenerator.generate(spec, folder);

    BigDecimal fees = BigDecimal.ZERO;
    BigDecimal amortised = BigDecimal.ZERO;
    for (NamedCsvRecord row : Exports.rows(generated.newest())) {
      if (!row.getField("CommitmentDiscountId").isEmpty()) {
        boolean fee = row.getField("ChargeCategory").equals("Purchase");
        fees = fees.add(fee ? new BigDecimal(row.getField("BilledCost")) : BigDecimal.ZERO);
        amortised = amortised.add(fee ? BigDecimal.ZERO : new BigDecimal(row.getField("EffectiveCost")));
      }
    }
    assertThat(fees).isPositive().isEqualByComparingTo(amortised);
  }

  @Test
  void rowsAreAsVariedAsARealBill() throws IOException {
    List<NamedCsvRecord> rows =
        Exports.rows(ExportGenerator.generate(Exports.spec().months(2).build(), folder).runs().get(0));

    Set<String> seen = new HashSet<>();
    int untagged = 0;
    int resources = 0;
    for (NamedCsvRecord row : rows) {
      seen.add(row.getField("ChargeCategory") + '/' + row.getField("CommitmentDiscountType") + '/'
          + row.getField("CommitmentDiscountStatus"));
      if (!row.getField("x_ResourceGroupName").isEmpty()) {
        resources++;
        int tags = FocusTags.parse(row.getField("Tags")).values().size();
        untagged += tags == 0 ? 1 : 0;
        assertThat(tags).isIn(0, 3, 4, 5, 6, 7, 8);
      }
    }
    assertThat(seen).contains(
        "Usage//", "Usage/Reservation/Used", "Usage/Reservation/Unused", "Usage/Savings Plan/Used",
        "Usage/Savings Plan/Unused", "Purchase/Reservation/", "Purchase/Savings Plan/", "Purchase//", "Credit//",
        "Adjustment//", "Tax//");
    assertThat(untagged * 100 / resources).isBetween(4, 25);
    assertThat(rows).anyMatch(r -> r.getField("ChargeClass").equals("Correction"));
    assertThat(rows).anyMatch(r -> r.getField("SubAccountId").isEmpty());
  }

  @Test
  void datesHaveSecondsFromVersion10r2On() throws IOException {
    for (FocusVersion version : FocusVersion.values()) {
      Generated generated = ExportGenerator.generate(
          Exports.spec().version(version).build(), folder.resolve(version.text()));
      boolean before = version == FocusVersion.V1_0 || version == FocusVersion.V1_0_PREVIEW;
      assertThat(Exports.rows(generated.newest()).get(0).getField("BillingPeriodStart"))
          .isEqualTo(before ? "2026-03-01T00:00Z" : "2026-03-01T00:00:00Z");
    }
  }

  @Test
  void looseFilesHaveNoManifest() throws IOException {
    Generated generated = ExportGenerator.generate(Exports.spec().layout(RunLayout.loose()).build(), folder);

    assertThat(Exports.files(folder)).containsExactly(generated.newest().parts().get(0).file());
    assertThat(generated.totals().sum(Metric.BILLED_COST, "EUR")).isPositive();
  }

  @Test
  void whatCannotBeGeneratedIsRefusedWithAdvice() {
    assertThatThrownBy(() -> Exports.spec().rowsPerMonth(3).build())
        .isInstanceOf(PlimsollException.class)
        .hasMessage("3 rows per month cannot be generated")
        .extracting(e -> ((PlimsollException) e).advice()).isEqualTo("Ask for 10 to 1,000,000,000 rows.");
    assertThatThrownBy(() -> Exports.spec().faults(Faults.parse(List.of("truncated-gzip"))).build())
        .hasMessage("the fault truncated-gzip in csv files cannot be generated")
        .extracting(e -> ((PlimsollException) e).advice()).isEqualTo("Choose --format csv.gz.");
    assertThatThrownBy(() -> Faults.parse(List.of("nonsense"))).hasMessage("there is no fault nonsense");
  }

  @Test
  void progressIsToldAsRowsAreWritten() {
    long[] last = new long[2];

    Generated generated = ExportGenerator.generate(Exports.spec().build(), folder, (written, expected) -> {
      assertThat(written).isGreaterThanOrEqualTo(last[0]);
      last[0] = written;
      last[1] = expected;
    });

    assertThat(last[0]).isEqualTo(generated.rows());
    assertThat(last[1]).isBetween(last[0] * 8 / 10, last[0] * 12 / 10);
  }
}
