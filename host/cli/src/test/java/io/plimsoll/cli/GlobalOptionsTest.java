package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalOptionsTest {
  private final Desk desk = new Desk();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--home /data/p --format json --bundles /b runs acme",
        "runs --home /data/p --format json --bundles /b acme",
        "runs acme --bundles /b --home=/data/p --format=json",
        "--home /data/p runs acme --format json --bundles /b"
      })
  void optionsStandBeforeOrBehindTheCommand(String line) {
    desk.host.with("acme");

    assertThat(desk.type(line)).isZero();

    assertThat(desk.host.home).isEqualTo(Path.of("/data/p"));
    assertThat(desk.host.bundles).containsExactly(Path.of("/opt/plimsoll/bundles"));
    assertThat(desk.host.added).containsExactly(Path.of("/b"));
    assertThat(desk.out.strip()).isEqualTo("{\"runs\":[],\"schedule\":[]}");
  }

  @Test
  void optionsStandAnywhereAroundACommandOfACommand() {
    desk.host.with("acme");

    desk.type("org --home /data/p list --format csv");

    assertThat(desk.host.home).isEqualTo(Path.of("/data/p"));
    assertThat(desk.out).startsWith("name,region,plan,retentionDays,legalHold,createdAt\r\nacme,westeurope,control,,false,");
  }

  @Test
  void withoutAHomeThereIsOneBelowTheUsersFolder() {
    desk.type("org list");

    assertThat(desk.host.home).isEqualTo(Path.of("/people/ann/.plimsoll"));
  }

  @Test
  void theEnvironmentNamesAHome() {
    desk.environment.put("PLIMSOLL_HOME", "/srv/plimsoll");

    desk.type("org list");

    assertThat(desk.host.home).isEqualTo(Path.of("/srv/plimsoll"));
  }

  @Test
  void theCallerIsTheUserOfTheMachine() {
    desk.host.with("acme");

    desk.type("runs acme");

    assertThat(desk.host.caller).hasToString("Caller[user=ann, address=local, agent=plimsoll-cli]");
  }

  @Test
  void somebodyElseWhoActsIsNamedBesideTheUserOfTheMachine() {
    desk.host.with("acme");

    desk.type("--as ben runs acme");
    assertThat(desk.host.caller).hasToString("Caller[user=ben, address=local, agent=plimsoll-cli of ann]");
    desk.type("runs acme --as ann");
    assertThat(desk.host.caller).hasToString("Caller[user=ann, address=local, agent=plimsoll-cli]");
    assertThat(desk.run("runs", "acme", "--as", " ")).isEqualTo(2);
    assertThat(desk.err).contains("--as: that is no name of a person.", "Use 1 to 200 letters, digits and signs on one line.");
  }

  @Test
  void anUnknownFormatIsAnsweredWithTheThreeThereAre() {
    assertThat(desk.type("org list --format xml")).isEqualTo(2);
    assertThat(desk.err).contains("'xml' is none of table, json and csv");
  }

  @Test
  void helpNeedsNoHost() {
    assertThat(desk.type("costs --help")).isZero();
    assertThat(desk.out).contains("Examples:").contains("tag:env in ('dev', 'test')");
    assertThat(desk.host.home).isNull();
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(desk.type("--help costs")).isZero();
    assertThat(desk.out)
        .contains("org", "connect", "collect", "runs", "receipt", "costs", "sql", "anomalies", "retention", "audit",
            "plugins", "validate", "generate", "demo");
  }

  @Test
  void aHomeMayBeCalledAsACommand() {
    assertThat(desk.type("--home /demo --bundles demo org list")).isZero();
  }

  @Test
  void theVersionIsTold() {
    assertThat(desk.type("--version")).isZero();
    assertThat(desk.out).startsWith("plimsoll ");
  }
}
