package io.plimsoll.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.generator.fault.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of files, manifests and runs really produces what it says. */
class RunFaultTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);

  @TempDir Path folder;

  private Generated generate(Fault... faults) {
    return ExportGenerator.generate(
        Exports.spec().rowsPerMonth(1_000).months(2).partsPerRun(2).faults(faults).build(), folder);
  }

  private static JsonNode manifest(GeneratedRun run) throws IOException {
    return new ObjectMapper().readTree(run.manifest().toFile());
  }

  private static Path last(GeneratedRun run) {
    return run.parts().get(run.parts().size() - 1).file();
  }

  /** The newest run is not to be read; the month before is. */
  private static void assertOnlyFebruaryIsLeft(Generated generated) {
    assertThat(generated.newest().month()).isEqualTo(MARCH);
    assertThat(generated.newest().intact()).isFalse();
    assertThat(generated.winners()).extracting(GeneratedRun::month).containsExactly(FEBRUARY);
    assertThat(generated.totals().of(MARCH).all()).isEmpty();
  }

  @Test
  void aPartIsMissing() {
    Generated generated = generate(Fault.MISSING_PART);

    assertThat(last(generated.newest())).doesNotExist();
    assertThat(generated.newest().parts().get(0).file()).exists();
    assertOnlyFebruaryIsLeft(generated);
  }

  @Test
  void aPartIsShorterThanTheManifestSays() throws IOException {
    Generated generated = generate(Fault.SHORT_PART);

    long promised = manifest(generated.newest()).at("/blobs/1/byteCount").asLong();
    assertThat(Files.size(last(generated.newest()))).isEqualTo(promised / 2);
    assertOnlyFebruaryIsLeft(generated);
  }

  @Test
  void aGzipStreamIsCutAndTheManifestAgrees() throws IOException {
    Generated generated = ExportGenerator.generate(
        Exports.spec().format(ExportFormat.CSV_GZ).faults(Fault.TRUNCATED_GZIP).build(), folder);

    Path part = last(generated.newest());
    assertThat(part).hasSize(manifest(generated.newest()).at("/blobs/0/byteCount").asLong());
    assertThatThrownBy(() -> Exports.open(part).readAllBytes()).isInstanceOf(EOFException.class);
    assertThat(generated.winners()).isEmpty();
  }

  @Test
  void theManifestCountsMoreRowsThanThereAre() throws IOException {
    Generated generated = generate(Fault.WRONG_COUNT);

    GeneratedRun run = generated.newest();
    assertThat(manifest(run).at("/blobs/0/dataRowCount").asInt())
        .isEqualTo(Exports.rows(run.parts().get(0).file()).size() + 7);
    assertOnlyFebruaryIsLeft(generated);
  }

  @Test
  void theManifestIsEmptyOrCut() throws IOException {
    Generated empty = generate(Fault.ZERO_BYTE_MANIFEST);
    assertThat(empty.newest().manifest()).isEmptyFile();
    assertOnlyFebruaryIsLeft(empty);

    Generated bad = generate(Fault.BAD_MANIFEST);
    assertThatThrownBy(() -> manifest(bad.newest())).isInstanceOf(JsonProcessingException.class);
    assertOnlyFebruaryIsLeft(bad);
  }

  @Test
  void theManifestIsOfTheTimeBeforeCounts() throws IOException {
    Generated generated = generate(Fault.OLD_MANIFEST);

    JsonNode manifest = manifest(generated.newest());
    assertThat(manifest.has("manifestVersion")).isFalse();
    assertThat(manifest.has("dataRowCount")).isFalse();
    assertThat(manifest.at("/deliveryConfig").has("compressionMode")).isFalse();
    assertThat(manifest.at("/blobs/0").properties()).hasSize(1);
    assertThat(generated.winners()).hasSize(2);
  }

  @Test
  void theManifestHasAnUnderscoreOrIsNotThere() {
    assertThat(generate(Fault.UNDERSCORE_MANIFEST).newest().manifest()).hasFileName("_manifest.json").exists();

    Generated none = ExportGenerator.generate(
        Exports.spec().months(2).faults(Fault.NO_MANIFEST).build(), folder.resolve("none"));
    assertThat(none.newest().manifest()).isNull();
    assertThat(none.newest().folder()).isDirectoryNotContaining("glob:**.json");
    assertOnlyFebruaryIsLeft(none);
  }

  @Test
  void aManifestComesWithoutItsParts() throws IOException {
    Generated generated = generate(Fault.FOREIGN_MANIFEST);

    GeneratedRun foreign = generated.newest();
    assertThat(foreign.manifest()).exists();
    assertThat(folder.resolve(manifest(foreign).at("/blobs/0/blobName").asText())).doesNotExist();
    assertThat(generated.winners()).extracting(GeneratedRun::month).containsExactly(FEBRUARY, MARCH);
    assertThat(generated.winners()).doesNotContain(foreign);
  }

  @Test
  void partsCanHaveOddNamesOrNoRows() throws IOException {
    assertThat(last(generate(Fault.ODD_PART_NAMES).newest())).hasFileName("data__2.csv");

    GeneratedRun run = generate(Fault.EMPTY_PART).newest();
    assertThat(run.parts()).hasSize(3);
    assertThat(Exports.text(last(run)).split("\n")).hasSize(1);
    assertThat(manifest(run).at("/blobs/2/dataRowCount").asInt()).isZero();
    assertThat(run.winner()).isTrue();
  }

  @Test
  void aRunCanHaveNothingInIt() throws IOException {
    Generated generated = generate(Fault.EMPTY_RUN);

    JsonNode manifest = manifest(generated.newest());
    assertThat(manifest.get("blobCount").asInt()).isZero();
    assertThat(manifest.get("blobs")).isEmpty();
    assertThat(generated.newest().rows()).isZero();
    assertThat(generated.totals().of(MARCH).all()).isEmpty();
  }

  @Test
  void monthsHoldSupersededRuns() throws IOException {
    Generated generated = generate(Fault.SUPERSEDED_RUNS);

    List<GeneratedRun> february = generated.runs().stream().filter(r -> r.month().equals(FEBRUARY)).toList();
    assertThat(february).hasSize(3);
    assertThat(february).extracting(GeneratedRun::winner).containsExactly(false, false, true);
    assertThat(february).isSortedAccordingTo((a, b) -> a.submitted().compareTo(b.submitted()));
    assertThat(february.get(0).rows()).isLessThan(february.get(2).rows());
    // what an earlier run holds, a later one holds too
    Set<String> all = lines(february.get(2));
    assertThat(all).containsAll(lines(february.get(0)));
    assertThat(manifest(february.get(0)).at("/deliveryConfig/dataOverwriteBehavior").asText()).isNotEmpty();
  }

  private static Set<String> lines(GeneratedRun run) throws IOException {
    return Exports.rows(run).stream().filter(r -> r.getField("ChargeCategory").equals("Usage"))
        .map(r -> r.getField("ChargePeriodStart") + r.getField("ResourceId") + r.getField("BilledCost"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void folderDepthsCanMix() {
    Generated generated = generate(Fault.MIXED_DEPTH);

    assertThat(generated.runs()).extracting(r -> folder.relativize(r.folder()).getNameCount())
        .contains(4, 5).containsOnly(4, 5);
    assertThat(generated.newest().folder().getParent().getFileName().toString()).matches("\\d{12}");
  }

  @Test
  void aClosedMonthIsRestated() {
    Generated generated = generate(Fault.RESTATED_MONTH);

    List<GeneratedRun> february = generated.runs().stream().filter(r -> r.month().equals(FEBRUARY)).toList();
    assertThat(february).hasSize(2);
    assertThat(february.get(1).winner()).isTrue();
    assertThat(february.get(1).rows()).isEqualTo(february.get(0).rows());
    assertThat(february.get(1).totals().sum(Metric.BILLED_COST, "EUR"))
        .isGreaterThan(february.get(0).totals().sum(Metric.BILLED_COST, "EUR"));
  }

  @Test
  void chargesArriveLate() {
    Generated generated = ExportGenerator.generate(
        Exports.spec().months(2).rowsPerMonth(9_000).faults(Fault.LATE_DATA).build(), folder);

    List<GeneratedRun> february = generated.runs().stream().filter(r -> r.month().equals(FEBRUARY)).toList();
    assertThat(february).hasSize(2);
    assertThat(february.get(1).rows() - february.get(0).rows()).isBetween(5L, 60L);
    assertThat(february.get(1).winner()).isTrue();
  }

  @Test
  void aSecondExportCoversTheSameScopeAndMonth() throws IOException {
    Generated generated = generate(Fault.DUPLICATE_EXPORT);

    assertThat(generated.runs()).extracting(GeneratedRun::export)
        .containsOnly("daily-focus-cost", "daily-focus-cost-copy");
    assertThat(generated.runs()).extracting(GeneratedRun::scope).containsOnly(generated.newest().scope());
    assertThat(generated.exports()).containsExactly("daily-focus-cost");
    assertThat(generated.totals().all()).extracting(Total::export).containsOnly("daily-focus-cost");
  }

  @Test
  void aSecondExportHasAnotherVersion() throws IOException {
    GeneratedRun preview = other(generate(Fault.TWO_VERSIONS), "daily-focus-cost-v1.0-preview");

    assertThat(manifest(preview).at("/exportConfig/dataVersion").asText()).isEqualTo("1.0-preview(v1)");
    assertThat(Exports.rows(preview).get(0).getHeader()).hasSize(94);
  }

  private static GeneratedRun other(Generated generated, String name) {
    return generated.runs().stream().filter(r -> r.export().equals(name)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void aOneTimeExportCoversSomeDaysAgain() throws IOException {
    GeneratedRun run = other(generate(Fault.ONE_TIME_EXPORT), "daily-focus-cost-days");

    assertThat(run.folder().getParent()).hasFileName("20260210-20260220");
    assertThat(manifest(run).at("/runInfo/executionType").asText()).isEqualTo("OnDemand");
    Set<String> days = Exports.rows(run).stream().map(r -> r.getField("ChargePeriodStart").substring(0, 10))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(days).hasSize(11).contains("2026-02-10", "2026-02-20");
  }

  @Test
  void aOneTimeExportHoldsTwoMonths() throws IOException {
    GeneratedRun run = other(generate(Fault.MULTI_MONTH_EXPORT), "daily-focus-cost-months");

    assertThat(run.folder().getParent()).hasFileName("20260101-20260228");
    assertThat(Exports.rows(run).stream().map(r -> r.getField("BillingPeriodStart").substring(0, 7)).distinct())
        .containsExactly("2026-01", "2026-02");
    assertThat(run.totals().all()).extracting(Total::month)
        .containsOnly(YearMonth.of(2026, 1), YearMonth.of(2026, 2));
  }

  @Test
  void otherDataSetsLieBeside() throws IOException {
    Generated generated = generate(Fault.NOT_FOCUS, Fault.PRICE_SHEET);

    GeneratedRun legacy = other(generated, "daily-focus-cost-actual");
    assertThat(manifest(legacy).at("/exportConfig/type").asText()).isEqualTo("ActualCost");
    NamedCsvRecord row = Exports.rows(legacy).get(0);
    assertThat(row.getHeader()).contains("Cost", "MeterCategory", "SubscriptionId").doesNotContain("BilledCost");
    assertThat(row.getField("Date")).matches("\\d\\d/\\d\\d/2026");
    GeneratedRun prices = other(generated, "daily-focus-cost-prices");
    assertThat(manifest(prices).at("/exportConfig/type").asText()).isEqualTo("PriceSheet");
    assertThat(Exports.rows(prices)).hasSize(40);
    assertThat(generated.winners()).hasSize(2);
  }

  @Test
  void folderNamesCanBeThoseOfAnotherProvider() {
    Generated generated = generate(Fault.HIVE_FOLDERS);

    assertThat(generated.newest().folder()).hasFileName("BILLING_PERIOD=2026-03");
    assertThat(generated.runs()).allMatch(r -> r.manifest() == null && r.winner());
  }

  @Test
  void theVersionIsOneNobodyKnows() throws IOException {
    Generated generated = generate(Fault.UNKNOWN_VERSION);

    assertThat(manifest(generated.newest()).at("/exportConfig/dataVersion").asText()).isEqualTo("9.9");
    assertOnlyFebruaryIsLeft(generated);
  }

  @Test
  void everyReportOfTheFieldHasAFaultOrIsInEveryExport() {
    Set<String> covered = new TreeSet<>(Set.of(
        "T12", "T13", "T14", "T28", "T37", "T42", "T44", "T45", "T48", "T49", "T50", "T51"));
    Arrays.stream(Fault.values()).forEach(f -> covered.addAll(f.reports()));

    assertThat(covered).containsAll(IntStream.rangeClosed(1, 51).mapToObj(i -> "T" + i).toList());
    assertThat(Fault.values()).allMatch(f -> !f.description().isEmpty() && !f.reports().isEmpty());
    assertThat(Fault.parse("missing-part")).contains(Fault.MISSING_PART);
  }
}
