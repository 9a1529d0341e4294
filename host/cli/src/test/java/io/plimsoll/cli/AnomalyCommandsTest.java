package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.Notice.Event;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnomalyCommandsTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  @Test
  void anAnomalyIsShownWithItsCausesAndWhatHappened() {
    Anomaly a = OtherCommandsTest.anomaly();
    Anomaly.Cause cause =
        new Anomaly.Cause(
            Map.of("RegionName", "northeurope"), new BigDecimal("1100"), new BigDecimal("1150"), new BigDecimal("-50"),
            List.of(new Anomaly.Contribution("/vm/batch-7", new BigDecimal("900"))));
    acme.anomalies.add(
        new Anomaly(
            a.id(), a.detector(), a.series(), a.days(), a.kind(), a.severity(), a.expectedPerDay(), a.actualPerDay(),
            a.excess(), a.explanation(), Anomaly.State.ACKNOWLEDGED, List.of(cause), a.firstSeen(), "azure", "ann: looking"));
    acme.desk.events.add(
        new AnomalyEvent(Desk.NOW, "ann", AnomalyEvent.What.ACKNOWLEDGED, Anomaly.State.ACKNOWLEDGED, "looking"));

    assertThat(desk.type("anomalies show acme a1")).isZero();

    assertThat(desk.out)
        .contains("(acknowledged)", "acknowledged: ann: looking", "northeurope (RegionName) 1,100.00 EUR")
        .contains("of it 1,150.00 by usage and -50.00 by price", "/vm/batch-7", "900.00", "2025-10-15 09:30 UTC");
    desk.type("anomalies show acme a1 --format json");
    assertThat(desk.out).contains("\"byUsage\":\"1150\"", "\"resource\":\"/vm/batch-7\"", "\"history\":[{", "\"who\":\"ann\"");
  }

  @Test
  void anomaliesAreMovedWithANote() {
    acme.anomalies.add(OtherCommandsTest.anomaly());
    desk.type("anomalies ack acme a1 --note 'with the data team'");
    assertThat(desk.out.strip()).isEqualTo("a1 is acknowledged.");
    desk.type("anomalies resolve acme a1");
    desk.type("anomalies reopen acme a1");
    desk.type("anomalies suppress acme a1 --note known");
    desk.type("anomalies feedback acme a1 too-small");
    assertThat(desk.out.strip())
        .isEqualTo("a1 is resolved. Differences of its size in its scope are no longer raised.");

    assertThat(acme.acts)
        .containsExactly(
            "ACKNOWLEDGED a1 with the data team", "RESOLVED a1 ", "OPEN a1 ", "SUPPRESSED a1 known", "RESOLVED a1 TOO_SMALL ");
    assertThat(desk.type("anomalies ack acme a2")).isEqualTo(3);
    assertThat(desk.err).contains("There is no anomaly a2.");
    assertThat(desk.type("anomalies feedback acme a1 nonsense")).isEqualTo(2);
    assertThat(desk.err).contains("'nonsense' is no feedback; these are: unexpected, expected, too-small, not-an-anomaly");
  }

  @Test
  void theListKeepsToTheStatesAskedFor() {
    acme.anomalies.add(OtherCommandsTest.anomaly());
    desk.type("anomalies acme --state resolved,retracted");
    assertThat(desk.out.strip()).isEqualTo("No anomalies of acme.");
    desk.type("anomalies acme --state open");
    assertThat(desk.out).contains("Azure OpenAI");
  }

  @Test
  void severityIsOneTableThatChangesRowByRow() {
    desk.type("anomalies severity acme --high 500,0.25 --new-charge medium");
    SeverityTable table = acme.desk.tables.get("null");
    assertThat(table.rows())
        .contains(new SeverityTable.Row(Severity.HIGH, new BigDecimal("500"), new BigDecimal("0.25")))
        .contains(SeverityTable.DEFAULT.rows().get(0), SeverityTable.DEFAULT.rows().get(2));
    assertThat(table.newCharge()).isEqualTo(Severity.MEDIUM);
    assertThat(desk.out).contains("high", "500", "0.25", "A new charge is medium at least");

    assertThat(desk.type("anomalies severity acme --medium cheap")).isEqualTo(2);
    assertThat(desk.err).contains("--medium: 'cheap' is not an amount and a part.", "--medium 500,0.2 for 500 a day and 20 %");
    assertThat(desk.type("anomalies severity acme --medium 5000,0.1")).isEqualTo(2);
    assertThat(desk.err).contains("HIGH begins at 500 a day, below MEDIUM at 5000");
  }

  @Test
  void sensitivityIsSetForAConnectionAlone() {
    desk.type("anomalies sensitivity acme low --connection test");
    assertThat(desk.out.strip()).isEqualTo("The sensitivity of acme, connection test, is low.");
    assertThat(acme.desk.sensitivities).containsExactly(Map.entry("test", Sensitivity.LOW));
    desk.type("anomalies sensitivity acme");
    assertThat(desk.out.strip()).isEqualTo("The sensitivity of acme is normal.");
  }

  @Test
  void theCalendarTakesEventsInAndOut() {
    desk.type("calendar acme");
    assertThat(desk.out.strip()).isEqualTo("Nothing is planned for acme.");
    desk.type("calendar add acme 'load test' --from 2025-11-03 --to 2025-11-05 --scope ServiceName=Storage");
    assertThat(acme.desk.calendar)
        .containsExactly(
            new PlannedEvent(
                "load test", new Period(LocalDate.of(2025, 11, 3), LocalDate.of(2025, 11, 5)), Map.of("ServiceName", "Storage")));
    assertThat(desk.out).contains("load test", "2025-11-03", "2025-11-04", "ServiceName=Storage");
    assertThat(desk.type("calendar add acme x --from 2025-11-03 --to 2025-11-03")).isEqualTo(2);
    assertThat(desk.err).contains("The event has no day: --to 2025-11-03 is not after --from 2025-11-03.");
    desk.type("calendar remove acme 'load test'");
    assertThat(acme.desk.calendar).isEmpty();
  }

  @Test
  void channelsAndRulesAreSetUpTriedAndListed() {
    desk.type("notify acme");
    assertThat(desk.out.strip()).isEqualTo("Nobody is told anything of acme: it has no channel.");
    desk.type("notify channel acme ops --via webhook --set url=https://ops.example/hook --set key=env:HOOK");
    assertThat(acme.desk.channels)
        .containsExactly(new NoticeChannel("ops", "webhook", Map.of("url", "https://ops.example/hook", "key", "env:HOOK"), true));
    desk.type("notify rule acme pages --on anomaly-detected,anomaly-worse --at-least high --scope Connection=azure --to ops");
    assertThat(acme.desk.rules)
        .containsExactly(
            new NoticeRule(
                "pages", Set.of(Event.ANOMALY_DETECTED, Event.ANOMALY_WORSE), Map.of("Connection", "azure"), Severity.HIGH,
                List.of("ops"), true));
    assertThat(desk.out).contains("anomaly-detected, anomaly-worse", "Connection=azure", "key=env:HOOK");
    desk.type("notify test acme ops");
    assertThat(desk.out.strip()).isEqualTo("The test arrived at ops: 202 Accepted.");
    acme.desk.delivery = Delivery.refused("410 Gone");
    assertThat(desk.type("notify test acme ops")).isEqualTo(4);
    assertThat(desk.err).contains("The test did not arrive at ops: 410 Gone.");
    assertThat(desk.type("notify remove acme thing ops")).isEqualTo(2);
    desk.type("notify remove acme rule pages");
    desk.type("notify remove acme channel ops");
    assertThat(acme.desk.rules).isEmpty();
    assertThat(acme.desk.channels).isEmpty();
  }

  @Test
  void whatWasSentIsListed() {
    acme.desk.deliveries.add(
        new DeliveryRecord(
            "n1", Event.ANOMALY_DETECTED, "acme: high spike", "pages", "ops", DeliveryRecord.State.PENDING, 2, "503 Busy",
            Desk.NOW, Desk.NOW.plusSeconds(600)));
    desk.type("notify deliveries acme");
    assertThat(desk.out).contains("pending", "503 Busy", "acme: high spike", "2025-10-15 09:40 UTC");
    desk.type("notify deliveries acme --format csv");
    assertThat(desk.out).contains("n1,anomaly-detected,acme: high spike,pages,ops,pending,2,503 Busy");
  }
}
