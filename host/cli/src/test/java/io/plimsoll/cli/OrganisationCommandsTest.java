package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrganisationCommandsTest {
  private final Desk desk = new Desk();

  @Test
  void anOrganisationIsMadeWithAPlan() {
    int code = desk.type("org create acme --region westeurope --plan enterprise --retention-days 800 --format json");

    assertThat(code).isZero();
    assertThat(desk.host.acts).containsExactly("create acme westeurope ENTERPRISE 800");
    assertThat(desk.out.strip())
        .isEqualTo(
            "{\"organisations\":[{\"name\":\"acme\",\"region\":\"westeurope\",\"plan\":\"enterprise\","
                + "\"retentionDays\":800,\"legalHold\":false,\"createdAt\":\"2025-10-15T08:00:00Z\"}]}");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    desk.host.with("acme");

    assertThat(desk.type("org create acme --region westeurope")).isEqualTo(4);
    assertThat(desk.err.lines()).containsExactly("There is an organisation acme already.", "Choose another name.");
  }

  @Test
  void moreOrganisationsThanAPageAreAllListed() {
    for (int i = 0; i < 1_001; i++) {
      desk.host.with("org-%04d".formatted(i));
    }

    desk.type("org list --format csv");

    assertThat(desk.out.lines()).hasSize(1_002);
  }

  @Test
  void deletingOffersACopyFirst() {
    desk.host.with("acme");

    assertThat(desk.type("org delete acme")).isEqualTo(4);
    assertThat(desk.host.acts).isEmpty();
    assertThat(desk.err).contains("'plimsoll org export acme DIR'").contains("'plimsoll org delete acme --yes'");
  }

  @Test
  void deletingOnesWordLeavesACertificate() {
    desk.host.with("acme");

    assertThat(desk.type("org delete acme --yes")).isZero();
    assertThat(desk.host.acts).containsExactly("delete acme");
    assertThat(desk.out).contains("/home/certificates/acme.json");
  }

  @Test
  void aHoldIsPutOnAndTakenOff() {
    desk.host.with("acme");

    desk.type("org hold acme on");
    assertThat(desk.out).startsWith("acme is under a legal hold");
    desk.type("org hold acme off");
    assertThat(desk.out).startsWith("acme is under no legal hold");
    assertThat(desk.type("org hold acme maybe")).isEqualTo(2);
  }

  @Test
  void aCopyIsWrittenToAnAbsoluteFolder() {
    desk.host.with("acme");

    desk.type("org export acme /tmp/../copies/acme");

    assertThat(desk.host.organisations.get("acme").acts).containsExactly("export /copies/acme");
  }

  @Test
  void aPlainFolderBecomesAFileAddress() {
    FakeOrganisation acme = desk.host.with("acme");

    desk.run("connect", "acme", "--name", "azure", "--store", "/data/my exports", "--layout", "loose", "--set",
        "focus.version=1.2", "--set", "export=a=b");

    assertThat(acme.connections)
        .containsExactly(
            new Connection(
                "azure", Path.of("/data/my exports").toUri(), Layout.LOOSE, "none",
                Map.of("focus.version", "1.2", "export", "a=b")));
  }

  @Test
  void anAddressStaysAsItIs() {
    FakeOrganisation acme = desk.host.with("acme");

    desk.type("connect acme --name azure --store https://account.example/container --credential token");

    assertThat(acme.connections.get(0).store()).isEqualTo(URI.create("https://account.example/container"));
    assertThat(acme.connections.get(0).layout()).isEqualTo(Layout.AZURE);
  }

  @Test
  void anAddressWithABlankIsAMistakeOfTheUser() {
    desk.host.with("acme");

    assertThat(desk.type("connect acme --name azure --store 'https://account.example/a b'")).isEqualTo(2);
    assertThat(desk.err).contains("is not an address");
  }
}
