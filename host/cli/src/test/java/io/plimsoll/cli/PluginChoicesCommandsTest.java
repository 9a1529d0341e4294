package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.SkippedDetector;
import org.junit.jupiter.api.Test;

class PluginChoicesCommandsTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  @Test
  void withoutAGrantTheCommandShowsWhatIsAskedForAndHowToGrantIt() {
    assertThat(desk.type("plugins grant acme mailer")).isZero();

    assertThat(desk.out)
        .contains("mailer   AnomalyDetector  network, costs  tags  costs")
        .contains("mailer (AnomalyDetector) is not called for acme until it is granted network:")
        .contains("plimsoll plugins grant acme mailer network");
    assertThat(acme.choices.acts).isEmpty();
  }

  @Test
  void grantsAreGivenAndTakenByTheNamesPeopleUse() {
    assertThat(desk.type("plugins grant acme mailer network resource-names")).isZero();
    assertThat(desk.out).doesNotContain("is not called");
    assertThat(desk.type("plugins grant acme mailer --revoke network")).isZero();

    assertThat(acme.choices.acts).containsExactly("grant mailer [NETWORK, RESOURCE_NAMES]", "revoke mailer [NETWORK]");
  }

  @Test
  void aWordThatIsNoGrantIsAnsweredWithThoseThereAre() {
    assertThat(desk.type("plugins grant acme mailer tag")).isEqualTo(2);
    assertThat(desk.err).contains("'tag' is no grant.").contains("These are: network, credentials, costs, resource-names, tags.");
  }

  @Test
  void grantsInJsonNameWhatIsMissing() {
    desk.type("plugins grant acme mailer --format json");

    assertThat(desk.out)
        .contains("\"plugin\":\"mailer\"", "\"needs\":[\"network\",\"costs\"]", "\"uses\":[\"tags\"]", "\"missing\":[\"network\"]");
  }

  @Test
  void settingsAreSetAndTakenBackAndAValueMayHaveAnEqualsSign() {
    assertThat(desk.type("plugins set acme mailer to=ann@example.org query=a=b")).isZero();
    assertThat(desk.out).contains("query    a=b").contains("to       ann@example.org");
    assertThat(desk.type("plugins set acme mailer query=")).isZero();

    assertThat(acme.choices.settings).containsOnlyKeys("to");
    assertThat(desk.type("plugins set acme mailer --format json")).isZero();
    assertThat(desk.out).contains("\"settings\":{\"to\":\"ann@example.org\"}");
  }

  @Test
  void whatIsNoSettingIsRefusedWithoutRepeatingIt() {
    assertThat(desk.type("plugins set acme mailer to=ann hush")).isEqualTo(2);
    assertThat(desk.err).contains("Setting 2 is not written KEY=VALUE.").doesNotContain("hush");
    assertThat(desk.type("plugins set acme mailer token=a token=b")).isEqualTo(2);
    assertThat(desk.err).contains("Setting 2 is given twice.");
    assertThat(acme.choices.acts).isEmpty();
  }

  @Test
  void whatADetectorDidNotJudgeIsSaidInEveryFormat() {
    acme.skipped.add(new SkippedDetector("mailer", "It failed.", "Report it.", Desk.NOW));

    for (String command : new String[] {"collect acme", "anomalies acme"}) {
      assertThat(desk.type(command)).isZero();
      assertThat(desk.out.replaceAll("\\s+", " ")).contains("Missing: what detector mailer would have found. It failed. Report it.");
      desk.type(command + " --format json");
      assertThat(desk.out).contains("\"skippedDetectors\":[{\"detector\":\"mailer\",\"reason\":\"It failed.\",\"advice\":\"Report it.\"");
      desk.type(command + " --format csv");
      assertThat(desk.err).contains("Missing: what detector mailer would have found.");
    }
  }
}
