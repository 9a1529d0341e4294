package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.access.AccessFinding;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.region.RegionListing;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets, access and regions as they are typed. */
class CredentialCommandsTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");
  @TempDir Path folder;

  @Test
  void aSecretComesFromAVariableAFileOrStandardInputAndNeverShows() throws Exception {
    desk.environment.put("SECRET", "from-variable");
    Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
    desk.in = "from-input\r\n";

    assertThat(desk.type("connect acme --name azure --store abfss://c@a.dfs.core.windows.net/x --credential azure-client-secret"
        + " --set tenant=t --secret-from env:SECRET --expires 2027-03-31")).isZero();
    assertThat(desk.out + desk.err).doesNotContain("from-variable");
    assertThat(desk.type("credential acme azure rotate --secret-from file:" + file)).isZero();
    assertThat(desk.out + desk.err).doesNotContain("from-file");
    assertThat(desk.type("credential acme azure rotate --secret-from -")).isZero();

    assertThat(acme.acts)
        .containsExactly(
            "secret from-variable until 2027-03-31T00:00:00Z", "rotate azure from-file until null",
            "rotate azure from-input until null");
  }

  @Test
  void aSecretTypedIntoTheCommandLineIsRefusedAndNotRepeated() {
    assertThat(desk.type("credential acme azure rotate --secret-from my-secret")).isEqualTo(2);

    assertThat(desk.err).contains("takes env:NAME, file:PATH or -, not a secret").doesNotContain("my-secret");
    assertThat(acme.acts).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(desk.type("credential acme azure rotate --secret-from env:NOWHERE")).isEqualTo(2);
    assertThat(desk.err).contains("there is no variable NOWHERE");
    assertThat(desk.type("credential acme azure rotate --secret-from file:" + folder + "/none")).isEqualTo(2);
    assertThat(desk.err).contains("there is no file " + folder + "/none");
    assertThat(desk.type("credential acme azure rotate --secret-from file:" + empty)).isEqualTo(2);
    assertThat(desk.err).contains("is empty");
    assertThat(desk.type("credential acme azure rotate --secret-from file:" + binary)).isEqualTo(2);
    assertThat(desk.err).contains("is not text").contains("--set certificate=PATH");
    assertThat(desk.type("credential acme azure rotate")).isEqualTo(2);
    assertThat(desk.err).contains("A new secret is needed to rotate");
    assertThat(desk.type("credential acme azure show --secret-from env:X")).isEqualTo(2);
    assertThat(desk.err).contains("--secret-from goes with rotate");
    assertThat(desk.type("credential acme azure forget")).isEqualTo(2);
    assertThat(desk.err).contains("none of show, rotate and revoke");
    assertThat(desk.type("connect acme --name a --store /x --expires 2027-01-01")).isEqualTo(2);
    assertThat(desk.err).contains("--expires says when a secret ends");
  }

  @Test
  void showSaysHowItStandsAndWarns() {
    acme.credentials.status =
        new CredentialStatus(
            "azure", "azure-client-secret", CredentialStatus.State.REVOKED, 3, Instant.parse("2025-10-01T00:00:00Z"),
            Instant.parse("2025-10-18T00:00:00Z"), "It ends soon.");

    assertThat(desk.type("credential acme azure show")).isZero();
    assertThat(desk.out).contains("was revoked since 2025-10-01").contains("nothing is read with it").contains("It ends soon.");
    assertThat(desk.type("credential acme azure revoke --format json")).isZero();
    assertThat(desk.out).contains("\"state\"").contains("revoked");
    assertThat(acme.acts).containsExactly("show azure", "revoke azure");
  }

  @Test
  void collectingWarnsOfACredentialThatEndsSoon() {
    acme.credentials.status =
        new CredentialStatus(
            "azure", "azure-client-secret", CredentialStatus.State.SEALED, 1, Instant.EPOCH, Instant.EPOCH, "Ends in 3 days.");

    desk.type("collect acme");

    assertThat(desk.err).contains("Ends in 3 days.");
  }

  @Test
  void whatIsMissingAndTooMuchIsShownWithWhatToDo() {
    acme.access.add(
        new AccessReport(
            "azure", "azure-managed-identity", "abfss://c@a.dfs.core.windows.net/x",
            List.of(
                new AccessFinding(
                    AccessFinding.State.TOO_MUCH, "Owner", "/subscriptions/s", "nothing", "a role assignment", "Take it away."))));

    assertThat(desk.type("access check acme --connection azure")).isZero();
    assertThat(desk.out).contains("too-much").contains("Owner").contains("Take it away.");
    assertThat(acme.acts).containsExactly("access azure");

    acme.access.add(
        new AccessReport(
            "b", "c", "s",
            List.of(new AccessFinding(AccessFinding.State.MISSING, "Storage Blob Data Reader", "c", "r", "HTTP 403", "Give it."))));
    assertThat(desk.type("access check acme --format csv")).isEqualTo(4);
    assertThat(desk.out).contains("Storage Blob Data Reader");
  }

  @Test
  void regionsListWhatLiesWhere() {
    assertThat(desk.type("regions")).isZero();
    assertThat(desk.out).contains("There is no region yet");

    desk.host.regions.add(
        new RegionListing(
            "westeurope", Path.of("/data/west"),
            List.of(
                new RegionListing.Resident(
                    "acme", 12, 3456,
                    List.of(
                        new RegionListing.Source(
                            "azure", URI.create("abfss://c@a.dfs.core.windows.net/x"), "westeurope", RegionListing.Origin.DECLARED))))));
    assertThat(desk.type("regions")).isZero();
    assertThat(desk.out).contains("acme").contains("declared").contains("westeurope: /data/west");
    assertThat(desk.type("regions --format json")).isZero();
    assertThat(desk.out).contains("\"knownBy\"");
  }
}
