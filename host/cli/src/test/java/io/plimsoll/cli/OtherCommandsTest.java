package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionReport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherCommandsTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  static Anomaly anomaly() {
    return new Anomaly(
        "a1",
        "seasonal",
        new SeriesKey(Map.of("ServiceName", "Azure OpenAI"), "EffectiveCost", "EUR"),
        new Period(LocalDate.of(2025, 10, 12), LocalDate.of(2025, 10, 14)),
        Finding.Kind.NEW_CHARGE,
        Severity.HIGH,
        new BigDecimal("10"),
        new BigDecimal("610.5"),
        new BigDecimal("1201.00"),
        "costs are far above the last weeks",
        Anomaly.State.OPEN,
        List.of(new Anomaly.Cause("ResourceName", "gpt-batch", new BigDecimal("1100"))),
        Desk.NOW);
  }

  @Test
  void anAnomalyIsToldWithItsCauseAndCost() {
    acme.anomalies.add(anomaly());

    desk.type("anomalies acme");

    assertThat(desk.out.lines())
        .containsExactly(
            "2025-10-12 to 2025-10-13  +1,201.00 EUR  Azure OpenAI",
            "  high new charge: costs are far above the last weeks",
            "  610.50 EUR a day where 10.00 was expected",
            "  Caused by gpt-batch (ResourceName) 1,100.00 EUR");
  }

  @Test
  void anomaliesAreAskedForAllDaysUnlessSaid() {
    desk.type("anomalies acme");
    desk.type("anomalies acme --from 2025-10-01");

    assertThat(acme.acts).containsExactly("anomalies 1970-01-01 2025-10-16", "anomalies 2025-10-01 2025-10-16");
    assertThat(desk.out.strip()).isEqualTo("No anomalies of acme between 2025-10-01 and 2025-10-15.");
  }

  @Test
  void sqlAnswersInAllThreeFormats() {
    acme.sql =
        new SqlAnswer(
            List.of("ServiceName", "total", "total"),
            List.of("VARCHAR", "DECIMAL(38,18)", "BIGINT"),
            List.of(Arrays.asList("Storage", new BigDecimal("1234.500"), 7L), Arrays.asList(null, null, 8L)),
            true);

    desk.type("sql acme 'SELECT 1' --format json");
    assertThat(desk.out.strip())
        .isEqualTo(
            "{\"columns\":[{\"name\":\"ServiceName\",\"type\":\"VARCHAR\"},{\"name\":\"total\",\"type\":\"DECIMAL(38,18)\"},"
                + "{\"name\":\"total_1\",\"type\":\"BIGINT\"}],\"rows\":[{\"ServiceName\":\"Storage\",\"total\":\"1234.5\","
                + "\"total_1\":7},{\"ServiceName\":null,\"total\":null,\"total_1\":8}],\"cut\":true}");

    desk.type("sql acme 'SELECT 1' --format csv");
    assertThat(desk.out).isEqualTo("ServiceName,total,total\r\nStorage,1234.5,7\r\n,,8\r\n");

    desk.type("sql acme 'SELECT 1'");
    assertThat(desk.out).contains("Storage      1,234.5      7").contains("There are more rows than these");
  }

  @Test
  void retentionShowsWhatWouldGo() {
    acme.retention =
        new RetentionReport(
            true, false, List.of(new RetentionReport.Line(DataClass.COSTS, LocalDate.of(2025, 7, 17), 12, 4_096),
                new RetentionReport.Line(DataClass.RUNS, null, 0, 0)));

    desk.type("retention acme --dry-run");

    assertThat(acme.acts).containsExactly("retention true");
    assertThat(desk.out).contains("costs  2025-07-17        12  4.1 kB").contains("for ever").contains("dry run");
  }

  @Test
  void aFileThatDoesNotConformExitsWithFive() {
    desk.host.conformance.add(
        new ConformanceReport(
            Path.of("/data/a.csv"), "csv", FocusVersion.V1_2, 100, Map.of("BilledCost", "BilledCost"), List.of("Foo"),
            List.of(
                new ConformanceReport.Finding(
                    "VALUE_MISSING", ConformanceReport.Severity.ERROR, "ServiceName", 3, "ServiceName must not be null.",
                    List.of(new ConformanceReport.Example(17, ""))))));
    desk.host.conformance.add(
        new ConformanceReport(Path.of("/data/b.csv"), "csv", FocusVersion.V1_2, 1, Map.of(), List.of(), List.of()));

    int code = desk.type("validate --focus 1.2 /data/a.csv /data/b.csv");

    assertThat(code).isEqualTo(5);
    assertThat(desk.host.acts).containsExactly("validate /data/a.csv V1_2", "validate /data/b.csv V1_2");
    assertThat(desk.out)
        .contains("does not conform  /data/a.csv")
        .contains("FOCUS 1.2, csv, 100 rows, 1 column known, 1 unknown")
        .contains("error    VALUE_MISSING ServiceName  3 times")
        .contains("For example row 17: ''")
        .contains("conforms  /data/b.csv");
  }

  @Test
  void generatedFilesHaveAFormatOfTheirOwn() {
    int code =
        desk.type(
            "--format json generate /data/made --seed 7 --months 2 --rows 500 --focus 1.2 --format parquet"
                + " --fault missing-column=BilledCost --fault old-manifest");

    assertThat(code).isZero();
    assertThat(desk.wishes)
        .containsExactly(
            new ExportMaker.Wish(
                Path.of("/data/made"), 7, 2, 500, FocusVersion.V1_2, "parquet",
                List.of("missing-column=BilledCost", "old-manifest"), LocalDate.of(2025, 10, 15)));
    assertThat(desk.out.strip())
        .isEqualTo("{\"folder\":\"/data/made\",\"files\":4,\"rows\":30000,\"bytes\":2345678}");
  }

  @Test
  void aFormatThatCannotBeGeneratedIsAMistake() {
    assertThat(desk.type("generate /data/made --format xlsx")).isEqualTo(2);
    assertThat(desk.err).contains("--format: 'xlsx' is none of csv, csv.gz and parquet.");
    assertThat(desk.wishes).isEmpty();
  }
}
