package io.plimsoll.host.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which runs of a location count; each test names the row of the field's failure list it holds. */
class CatalogueTest {
  private static final String SCOPE = "/subscriptions/1/providers/Microsoft.CostManagement/exports/";
  private final Connection connection = new Connection("azure", URI.create("file:///x"), Layout.AZURE, "none", Map.of());
  private final FolderInMemory folder = new FolderInMemory();

  private List<PeriodPlan> plan() {
    return new Catalogue(connection, Clock.systemUTC()).plan(folder);
  }

  private void run(String export, String runId, String submitted, String from, String to, String... parts) {
    StringBuilder blobs = new StringBuilder();
    for (String part : parts) {
      blobs.append(blobs.length() == 0 ? "" : ",").append("{\"blobName\":\"exports/").append(export).append('/').append(runId)
          .append('/').append(part).append("\",\"byteCount\":4,\"dataRowCount\":1}");
      folder.put(export + "/" + runId + "/" + part, "rows");
    }
    manifest(export, runId, submitted, from, to, blobs.toString(), parts.length);
  }

  private void manifest(String export, String runId, String submitted, String from, String to, String blobs, int rows) {
    folder.put(
        export + "/" + runId + "/manifest.json",
        "{\"manifestVersion\":\"2024-04-01\",\"dataRowCount\":" + rows + ",\"exportConfig\":{\"exportName\":\"" + export
            + "\",\"resourceId\":\"" + SCOPE + export + "\",\"dataVersion\":\"1.0r2\",\"type\":\"FocusCost\"},\"runInfo\":{\"runId\":\""
            + runId + "\",\"submittedTime\":\"" + submitted + "\",\"startDate\":\"" + from + "T00:00:00\",\"endDate\":\"" + to
            + "T00:00:00Z\"},\"blobs\":[" + blobs + "]}");
  }

  @Test
  void t5OfRunsThatEachHoldTheMonthToDateOnlyTheNewestCounts() {
    run("daily", "run-1", "2025-10-05T04:00:00.1234567Z", "2025-10-01", "2025-10-05", "part_0_0001.csv");
    run("daily", "run-2", "2025-10-21T04:00:00.1234567Z", "2025-10-01", "2025-10-21", "part_0_0001.csv");

    PeriodPlan october = plan().get(0);

    assertThat(october.slices()).singleElement().satisfies(s -> {
      assertThat(s.runId()).isEqualTo("run-2");
      assertThat(s.days().areAll()).isTrue();
    });
    assertThat(october.setAside()).singleElement().satisfies(r -> {
      assertThat(r.state()).isEqualTo(Run.State.SUPERSEDED);
      assertThat(r.message()).isEqualTo("Run run-2 took its place.");
    });
  }

  @Test
  void t1AShorterReExportReplacesOnlyTheDaysItCovers() {
    run("daily", "whole", "2025-11-01T00:00:00Z", "2025-10-01", "2025-10-31", "part_0_0001.csv");
    run("daily", "first-ten", "2025-11-05T00:00:00Z", "2025-10-01", "2025-10-10", "part_0_0001.csv");

    assertThat(plan().get(0).slices())
        .extracting(Slice::runId, Slice::days)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("first-ten", days(null, LocalDate.of(2025, 10, 11))),
            org.assertj.core.groups.Tuple.tuple("whole", days(LocalDate.of(2025, 10, 11), null)));
  }

  @Test
  void t1AOneTimeRangeOfTwoMonthsCountsInEachForItsOwnDaysOnly() {
    run("once", "range", "2025-08-01T00:00:00Z", "2025-06-10", "2025-07-30", "part_0_0001.csv");

    assertThat(plan())
        .extracting(PeriodPlan::period, p -> p.slices().get(0).days())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                LocalDate.of(2025, 6, 1), days(LocalDate.of(2025, 6, 10), LocalDate.of(2025, 7, 1))),
            org.assertj.core.groups.Tuple.tuple(
                LocalDate.of(2025, 7, 1), days(LocalDate.of(2025, 7, 1), LocalDate.of(2025, 8, 1))));
  }

  @Test
  void aRunWhoseManifestHasNotArrivedIsLeftAlone() {
    folder.put("daily/20251001-20251031/run-1/part_0_0001.csv", "rows");

    assertThat(plan()).isEmpty();
  }

  @Test
  void t4AZeroByteManifestIsReportedAndTriedAgain() {
    folder.put("daily/20251001-20251031/run-1/manifest.json", "");

    assertThat(plan().get(0).setAside()).singleElement().satisfies(r -> {
      assertThat(r.state()).isEqualTo(Run.State.INCOMPLETE);
      assertThat(r.period()).isEqualTo(LocalDate.of(2025, 10, 1));
      assertThat(r.message())
          .isEqualTo("The manifest daily/20251001-20251031/run-1/manifest.json is empty, so its run is not complete.");
    });
  }

  @Test
  void aManifestThatIsNotJsonIsNamedAndSetAside() {
    folder.put("daily/20251001-20251031/run-1/manifest.json", "{\"blobs\": [");

    assertThat(plan().get(0).setAside()).singleElement().satisfies(r -> {
      assertThat(r.state()).isEqualTo(Run.State.QUARANTINED);
      assertThat(r.message()).contains("run-1/manifest.json is not JSON (line 1)");
      assertThat(r.advice()).contains("Run the export again");
    });
  }

  @Test
  void aMissingPartKeepsTheRunFromBeingPublished() {
    manifest("daily", "run-1", "2025-10-21T04:00:00Z", "2025-10-01", "2025-10-21",
        "{\"blobName\":\"exports/daily/run-1/part_0_0001.csv\",\"byteCount\":4,\"dataRowCount\":1}", 1);

    assertThat(plan().get(0).setAside()).singleElement().satisfies(r -> {
      assertThat(r.state()).isEqualTo(Run.State.INCOMPLETE);
      assertThat(r.message()).isEqualTo("Run run-1 is not complete: part_0_0001.csv is missing; it was not published.");
    });
  }

  @Test
  void aPartOfTheWrongSizeKeepsTheRunFromBeingPublished() {
    folder.put("daily/run-1/part_0_0001.csv", "ro");
    manifest("daily", "run-1", "2025-10-21T04:00:00Z", "2025-10-01", "2025-10-21",
        "{\"blobName\":\"exports/daily/run-1/part_0_0001.csv\",\"byteCount\":4,\"dataRowCount\":1}", 1);

    assertThat(plan().get(0).setAside().get(0).message())
        .contains("part_0_0001.csv has 2 bytes where the manifest says 4");
  }

  @Test
  void anOlderCompleteRunIsShownWhileTheNewestIsIncomplete() {
    run("daily", "run-1", "2025-10-05T04:00:00Z", "2025-10-01", "2025-10-05", "part_0_0001.csv");
    manifest("daily", "run-2", "2025-10-21T04:00:00Z", "2025-10-01", "2025-10-21",
        "{\"blobName\":\"exports/daily/run-2/part_0_0001.csv\",\"byteCount\":4,\"dataRowCount\":1}", 1);

    PeriodPlan october = plan().get(0);

    assertThat(october.slices()).extracting(Slice::runId).containsExactly("run-1");
    assertThat(october.setAside()).extracting(Run::state).containsExactly(Run.State.INCOMPLETE);
  }

  @Test
  void t7AManifestWithAnUnderscoreIsAManifestAndNoPart() {
    folder.put("daily/run-1/part_0_0001.csv", "rows");
    folder.put(
        "daily/run-1/_manifest.json",
        "{\"exportConfig\":{\"exportName\":\"daily\"},\"runInfo\":{\"runId\":\"run-1\",\"startDate\":\"2025-10-01T00:00:00\"},"
            + "\"blobs\":[{\"blobName\":\" daily/ run-1/part_0_0001.csv\"}]}");

    assertThat(plan().get(0).slices().get(0).parts()).singleElement()
        .satisfies(p -> assertThat(p.object().path()).isEqualTo("daily/run-1/part_0_0001.csv"));
  }

  @Test
  void t15AnExportThatIsNotFocusIsNamedAndLeftAlone() {
    folder.put("actual/run-1/part_0_0001.csv", "rows");
    folder.put(
        "actual/run-1/manifest.json",
        "{\"exportConfig\":{\"exportName\":\"actual\",\"type\":\"ActualCost\"},\"runInfo\":{\"runId\":\"run-1\","
            + "\"startDate\":\"2025-10-01T00:00:00\"},\"blobs\":[{\"blobName\":\"actual/run-1/part_0_0001.csv\"}]}");

    assertThat(plan().get(0).setAside()).singleElement().satisfies(r -> {
      assertThat(r.state()).isEqualTo(Run.State.QUARANTINED);
      assertThat(r.message()).isEqualTo("Export actual is of type ActualCost, not FOCUS; it is left alone.");
    });
  }

  @Test
  void theFirstEmptyRunOfAMonthIsNormal() {
    manifest("daily", "run-1", "2025-10-01T04:00:00Z", "2025-10-01", "2025-10-01", "", 0);

    assertThat(plan().get(0).setAside()).extracting(Run::state).containsExactly(Run.State.EMPTY);
  }

  @Test
  void aManifestThatMiscountsItsBlobsIsNamed() {
    folder.put("daily/run-1/manifest.json", "{\"blobCount\":2,\"runInfo\":{\"startDate\":\"2025-10-01\"},\"blobs\":[]}");

    assertThat(plan().get(0).setAside().get(0).message()).contains("says 2 blobs but lists 0");
  }

  private static Days days(@Nullable LocalDate from, @Nullable LocalDate to) {
    return new Days(List.of(new DayWindow(from, to)));
  }
}
