package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation demo = desk.host.with("demo");

  @BeforeEach
  void aTenant() {
    desk.demoConnections =
        List.of(
            new Connection("europe", URI.create("file:///e"), Layout.AZURE, "none", Map.of()),
            new Connection("america", URI.create("file:///a"), Layout.AZURE, "none", Map.of()));
    demo.runs.add(CollectCommandTest.run(10, Run.State.PUBLISHED, "", ""));
    demo.receipts.add(ReceiptCommandTest.receipt("20"));
    demo.anomalies.add(OtherCommandsTest.anomaly());
    demo.row("EUR", "1000", "Virtual Machines").row("EUR", "250", "Storage").row("USD", "10", "Bandwidth");
  }

  @Test
  void theSummaryTellsCostsAnomaliesChecksAndWhatToTry() {
    assertThat(desk.type("demo --once")).isZero();

    assertThat(desk.out)
        .contains("EffectiveCost of 1 to 15 October 2025 against 1 to 15 September 2025")
        .containsPattern("Virtual Machines +█{30} +1,000.00 +1,000.00 +0.0 %")
        .containsPattern("Storage +█{7}▌ +250.00")
        .contains("USD")
        .contains("+1,201.00 EUR  Azure OpenAI")
        .contains("40,233 rows in 1 part (1.2 MB) of 1 run; every total agrees with the export to the last digit")
        .contains("42 audit entries verified")
        .contains("./plimsoll --home ~/.plimsoll/demo costs demo --metric EffectiveCost --by tag:env");
  }

  @Test
  void theDemoHasAHomeOfItsOwn() {
    desk.type("demo --once");

    assertThat(desk.host.home).isEqualTo(Path.of("/people/ann/.plimsoll/demo"));
    assertThat(desk.demos).containsExactly("/people/ann/.plimsoll/demo/demo-exports 2025-10-15");
  }

  @Test
  void aHomeThatIsNamedIsUsedAsItIs() {
    desk.type("demo --once --home /data/show");

    assertThat(desk.host.home).isEqualTo(Path.of("/data/show"));
  }

  @Test
  void aSecondTimeNothingIsMadeAgain() {
    desk.host.organisations.clear();

    desk.type("demo --once");
    assertThat(desk.host.acts).containsExactly("create demo local CONTROL null");
    assertThat(desk.host.with("demo").connections).hasSize(2);

    assertThat(desk.type("demo --once")).isZero();
    assertThat(desk.host.acts).hasSize(1);
    assertThat(desk.host.with("demo").connections).hasSize(2);
  }

  @Test
  void aTerminalWithoutLettersGetsPlainBars() {
    desk.terminal = new Terminal(true, false, 80, false, false);

    desk.type("demo --once");

    assertThat(desk.out).contains("####").matches(text -> text.chars().allMatch(c -> c < 128));
    assertThat(desk.out.lines().filter(line -> line.contains("##"))).allMatch(line -> line.length() <= 80);
  }

  @Test
  void anotherDayCanBePlayed() {
    desk.type("demo --once --today 2025-09-02");

    assertThat(desk.demos).containsExactly("/people/ann/.plimsoll/demo/demo-exports 2025-09-02");
    assertThat(desk.host.clock).isNotNull();
    assertThat(desk.host.clock.instant()).isEqualTo("2025-09-02T12:00:00Z");
    // The first days of a month have little to show, so the whole months before are compared.
    assertThat(desk.out).contains("EffectiveCost of August 2025 against July 2025");
  }

  @Test
  void itServesTheConsoleUntilItIsInterrupted() {
    demo.whileCollecting = desk.stop::stop;

    assertThat(desk.type("demo")).isZero();

    assertThat(desk.host.acts).contains("serve 127.0.0.1 0 / Plimsoll", "server closed");
    assertThat(desk.out)
        .contains(
            "Plimsoll is at http://127.0.0.1:4711/\n",
            "Choose a password for owner@demo.example, once, by http://127.0.0.1:4711/welcome?token=t2\n",
            "No second factor is asked for")
        .doesNotContain("first account");
    assertThat(desk.host.people.acts)
        .containsExactly("invite owner@demo.example as operator", "second factor false", "member owner@demo.example OWNER");
    assertThat(desk.err).contains("Stop it with Ctrl-C");
    assertThat(desk.host.scheduled).isTrue();
  }

  @Test
  void whoHasNotChosenAPasswordGetsAnotherLinkAndWhoHasSignsIn() {
    desk.stop.stop();
    desk.type("demo");
    assertThat(desk.type("demo")).isZero();
    assertThat(desk.out).contains("once, by http://127.0.0.1:4711/welcome?token=t3\n");

    desk.host.people.choosesPassword("owner@demo.example");
    assertThat(desk.type("demo")).isZero();
    assertThat(desk.out).contains("Sign in as owner@demo.example.\n").doesNotContain("token");
  }

  @Test
  void programsGetTheSummaryAsJson() {
    desk.type("demo --once --format json");

    assertThat(desk.out)
        .startsWith("{\"organisation\":\"demo\"")
        .contains("{\"ServiceName\":\"Storage\",\"currency\":\"EUR\",\"value\":\"250\",\"compared\":\"250\"}");
  }
}
