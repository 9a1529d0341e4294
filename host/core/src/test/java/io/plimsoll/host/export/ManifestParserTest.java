package io.plimsoll.host.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Manifests as Microsoft documents them and as people found them. */
class ManifestParserTest {
  @Test
  void theDocumentedSampleIsReadWithItsStrayBlanks() throws IOException {
    Manifest manifest = ManifestParser.parse("sample/manifest.json", sample("msdocs-example-2025.json"));

    assertThat(manifest.exportName()).isEqualTo("sample");
    assertThat(manifest.type()).isEqualTo("ReservationRecommendations");
    assertThat(manifest.runId()).isEqualTo("bbac73f1-9a05-4de6-84ab-c72b568a03b4");
    assertThat(manifest.submittedAt()).isEqualTo(Instant.parse("2025-03-21T21:04:06.523444700Z"));
    assertThat(manifest.firstDay()).isEqualTo(LocalDate.of(2025, 3, 1));
    assertThat(manifest.lastDay()).isEqualTo(LocalDate.of(2025, 3, 21));
    assertThat(manifest.blobs().get(0).name()).isEqualTo("folder/sample/00000000-0000-0000-0000-000000000000/part0.csv");
    assertThat(manifest.scope()).isEqualTo("/providers/microsoft.billing/billingaccounts/1234567");
  }

  @Test
  void aManifestWithoutDatesTakesThemFromItsFolder() throws IOException {
    Manifest manifest =
        ManifestParser.parse("focus/20260701-20260731/run/manifest.json", sample("sanitised-1.0r2-2026-07.json"));

    assertThat(manifest.firstDay()).isEqualTo(LocalDate.of(2026, 7, 1));
    assertThat(manifest.dataVersion()).isEqualTo("1.0r2");
    assertThat(manifest.rows()).isEqualTo(118);
  }

  @Test
  void aWholeMonthWrittenWithTheFirstOfTheNextIsOneMonth() {
    Manifest manifest =
        ManifestParser.parse(
            "e/r/manifest.json",
            "{\"runInfo\":{\"runId\":\"r\",\"startDate\":\"2025-03-01T00:00:00\",\"endDate\":\"2025-04-01T00:00:00+00:00\"},\"blobs\":[]}"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(manifest.lastDay()).isEqualTo(LocalDate.of(2025, 3, 31));
    assertThat(manifest.rows()).isEqualTo(-1);
  }

  private static byte[] sample(String name) throws IOException {
    Path file = Path.of(System.getProperty("plimsoll.shared", "none"), "data", "azure-manifests", name);
    Assumptions.assumeTrue(Files.exists(file), "the shared sample " + name + " is not here");
    return Files.readAllBytes(file);
  }
}
