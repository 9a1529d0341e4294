package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.credential.CredentialStatus.State;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.region.RegionListing;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of connections, with the real bundle of Azure's credentials and a token service on loopback. */
class SealedSecretsTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final String GOOD = "g00d-c4n4ry-7d1f9c";
  private static final String NEXT = "n3xt-c4n4ry-52ab01";
  private static final String BAD = "b4d-c4n4ry-c0ffee";

  @TempDir Path folder;
  private TokenedPlace place;
  private Generated exports;

  @BeforeEach
  void start() throws Exception {
    place = new TokenedPlace(folder.resolve("place"));
    place.secrets.add(GOOD);
    exports =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(5).months(3).rowsPerMonth(200).accounts(new BillingAccount("Acme", "EUR")).build(),
            folder.resolve("exports"));
  }

  @AfterEach
  void stop() {
    place.close();
  }

  @Test
  void aSecretStandsNowhereWhenARunHasEnded() throws Exception {
    // given
    Path good = Files.writeString(Files.createDirectories(folder.resolve("in")).resolve("good"), GOOD);
    Path bad = Files.writeString(folder.resolve("in/bad"), BAD);
    Path results = Files.createDirectories(folder.resolve("results"));
    Connection connection = place.connection("azure", exports.folder(), "westeurope");

    // when
    List<String> said = new ArrayList<>();
    try (ForkedJvm program =
        ForkedJvm.start(
            folder.resolve("run"), SecretRun.class, folder.resolve("home").toString(), Hosts.bundles().toString(),
            place.bundles().toString(), exports.folder().toString(), connection.settings().get("authority"),
            connection.settings().get("credential.ca"), good.toString(), bad.toString(), results.toString())) {
      for (String line = program.says(); line != null; line = program.says()) {
        said.add(line);
      }
      assertThat(program.end(120)).as(program.errors()).isZero();
    }

    // then: it was used, and the bad one tried and refused
    assertThat(said).contains("published 3", "end");
    assertThat(String.join("\n", said)).contains("refused: The credential azure-client-secret").contains("AADSTS7000215");
    assertThat(results.resolve("after.hprof")).exists();

    // and: neither is in the home, the org export, the heap of the living host, its log, or what it said
    for (String secret : List.of(GOOD, BAD)) {
      assertThat(String.join("\n", said)).doesNotContain(secret);
      for (String where : List.of("home", "results", "run")) {
        assertThat(Traces.of(folder.resolve(where), secret)).as(where + " of " + secret).isEmpty();
      }
    }
  }

  @Test
  void aSecretIsRotatedWithoutRestartOnceTheNewOneWorks() throws Exception {
    try (Plimsoll host = host(Clock.systemUTC())) {
      Organisation acme = connected(host, "acme");

      assertThatThrownBy(() -> rotate(acme, BAD, null))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                assertThat(e).hasMessageContaining("its client secret is not the right one");
              });
      assertThat(acme.credentials().show("azure").version()).as("the old one stays").isEqualTo(1);
      assertThat(Hosts.collect(acme)).extracting(Run::state).contains(Run.State.PUBLISHED);

      place.secrets.add(NEXT);
      rotate(acme, NEXT, null);
      place.secrets.remove(GOOD);

      assertThat(acme.credentials().show("azure").version()).isEqualTo(2);
      assertThat(Hosts.collect(acme)).extracting(Run::state).contains(Run.State.UNCHANGED);
      assertThat(acme.audit()).anySatisfy(entry -> assertThat(entry.event().type()).isEqualTo("credential.rotated"));
    }
  }

  @Test
  void aRevokedCredentialEndsTheNextRequestOfACollectionUnderWay() throws Exception {
    try (Plimsoll host = host(Clock.systemUTC())) {
      Organisation acme = connected(host, "acme");
      AtomicBoolean revoked = new AtomicBoolean();
      List<Run> runs = new ArrayList<>();
      try {
        runs.addAll(
            acme.collect(
                    new CollectRequest(
                        null,
                        progress -> {
                          if (revoked.compareAndSet(false, true)) {
                            acme.credentials().revoke("azure");
                          }
                        }))
                .await()
                .runs());
      } catch (PlimsollException e) {
        assertThat(e).hasMessageContaining("was revoked at");
      }

      assertThat(revoked).isTrue();
      assertThat(runs).filteredOn(r -> r.state() == Run.State.PUBLISHED).hasSizeLessThan(3);
      assertThat(runs).filteredOn(r -> r.state() != Run.State.PUBLISHED)
          .allSatisfy(r -> assertThat(r.message()).contains("was revoked at"));
      assertThat(acme.credentials().show("azure").state()).isEqualTo(State.REVOKED);
      assertThatThrownBy(() -> Hosts.collect(acme))
          .hasMessageContaining("The credential of connection azure was revoked at")
          .satisfies(e -> assertThat(((PlimsollException) e).advice()).contains("rotate --secret-from"));

      rotate(acme, GOOD, null);
      assertThat(Hosts.collect(acme)).extracting(Run::state).contains(Run.State.PUBLISHED);
    }
  }

  @Test
  void connectingAgainKeepsTheSecretAndASecretInTheClearIsRefused() throws Exception {
    try (Plimsoll host = host(Clock.systemUTC())) {
      Organisation acme = connected(host, "acme");

      acme.connect(place.connection("azure", exports.folder(), "westeurope"));
      assertThat(acme.credentials().show("azure").state()).isEqualTo(State.SEALED);
      assertThat(Hosts.collect(acme)).extracting(Run::state).contains(Run.State.PUBLISHED);

      Connection clear =
          new Connection("azure", exports.folder().toUri(), Layout.AZURE, "azure-client-secret", Map.of("credential.secret", BAD));
      assertThatThrownBy(() -> acme.connect(clear))
          .hasMessageContaining("credential.secret would keep a secret in the clear")
          .hasMessageNotContaining(BAD);
      assertThatThrownBy(
              () -> acme.connect(new Connection("azure", exports.folder().toUri(), Layout.AZURE, "none", Map.of("tenat", "x"))))
          .hasMessageContaining("tenat is not a setting of a connection");
    }
  }

  @Test
  void aSealedSecretOpensForItsOwnOrganisationAloneAndGoesWithIt() throws Exception {
    Path stateOfAcme = folder.resolve("home/regions/westeurope/acme/state.db");
    try (Plimsoll host = host(Clock.systemUTC())) {
      connected(host, "acme");
      connected(host, "globex");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home/keys/wrapping.key"))))
        .isEqualTo("rw-------");

    // when: somebody who owns the disk puts the sealed secret and the key of one into the other
    copyCredentials(stateOfAcme, folder.resolve("home/regions/westeurope/globex/state.db"));

    // then
    try (Plimsoll host = host(Clock.systemUTC())) {
      Organisation globex = host.organisation("globex", Hosts.ANN);
      assertThatThrownBy(() -> Hosts.collect(globex))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT));
      assertThat(Hosts.collect(host.organisation("acme", Hosts.ANN))).isNotEmpty();

      host.deleteOrganisation("acme", Hosts.ANN);
      assertThat(stateOfAcme).doesNotExist();
    }
  }

  @Test
  void withoutTheOperatorsKeyNothingOpensAndItIsSaid() throws Exception {
    try (Plimsoll host = host(Clock.systemUTC())) {
      connected(host, "acme");
    }
    Files.delete(folder.resolve("home/keys/wrapping.key"));
    try (Plimsoll host = host(Clock.systemUTC())) {
      assertThatThrownBy(() -> Hosts.collect(host.organisation("acme", Hosts.ANN)))
          .hasMessageContaining("The wrapping key")
          .hasMessageContaining("there is no such file");
    }
  }

  @Test
  void itsEndIsWarnedOfThirtyFourteenAndThreeDaysAheadOnceEach() throws Exception {
    Instant end = LocalDate.of(2026, 3, 31).atStartOfDay(ZoneOffset.UTC).toInstant();
    try (Plimsoll host = host(day(2026, 1, 1))) {
      connected(host, "acme");
      rotate(host.organisation("acme", Hosts.ANN), GOOD, end);
    }
    List<Integer> warned = new ArrayList<>();
    for (Clock day : List.of(day(2026, 2, 1), day(2026, 3, 2), day(2026, 3, 3), day(2026, 3, 20), day(2026, 3, 29), day(2026, 4, 1))) {
      try (Plimsoll host = host(day)) {
        Organisation acme = host.organisation("acme", Hosts.ANN);
        Hosts.collect(acme);
        warned.add((int) acme.audit().stream().filter(e -> e.event().type().equals("credential.expiring")).count());
        String warning = acme.credentials().show("azure").warning();
        if (day.instant().isBefore(end)) {
          assertThat(warning.isEmpty()).isEqualTo(warned.size() == 1);
        } else {
          assertThat(acme.credentials().show("azure").state()).isEqualTo(State.EXPIRED);
          assertThat(warning).contains("ended on 2026-03-31").contains("plimsoll credential acme azure rotate");
        }
      }
    }
    assertThat(warned).containsExactly(0, 1, 1, 2, 3, 4);
  }

  @Test
  void aStoreOfAnotherOrUnknownRegionIsRefusedAndADeclaredOneIsMarked() throws Exception {
    try (Plimsoll host = host(Clock.systemUTC())) {
      host.createOrganisation("acme", "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
      Organisation acme = host.organisation("acme", Hosts.ANN);

      assertThatThrownBy(() -> connect(acme, place.connection("azure", exports.folder(), "")))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                assertThat(e).hasMessageContaining("It is not known in which region");
                assertThat(e.advice()).contains("--set region=westeurope");
              });
      assertThatThrownBy(() -> connect(acme, place.connection("azure", exports.folder(), "East US")))
          .hasMessageContaining("lies in eastus, the organisation acme in westeurope");
      assertThat(acme.connections()).isEmpty();

      connect(acme, place.connection("azure", exports.folder(), "West Europe"));
      assertThat(host.regions(Hosts.ANN)).singleElement().satisfies(
          region -> {
            assertThat(region.region()).isEqualTo("westeurope");
            RegionListing.Resident resident = region.organisations().get(0);
            assertThat(resident.name()).isEqualTo("acme");
            assertThat(resident.bytes()).isPositive();
            assertThat(resident.sources().get(0).origin()).isEqualTo(RegionListing.Origin.DECLARED);
            assertThat(resident.sources().get(0).region()).isEqualTo("westeurope");
          });
    }
  }

  private Plimsoll host(Clock clock) {
    return Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles()).bundles(place.bundles()).clock(clock)
        .readers(2).build();
  }

  private static Clock day(int year, int month, int day) {
    return Clock.fixed(LocalDate.of(year, month, day).atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  }

  private Organisation connected(Plimsoll host, String name) {
    host.createOrganisation(name, "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
    Organisation organisation = host.organisation(name, Hosts.ANN);
    connect(organisation, place.connection("azure", exports.folder(), "westeurope"));
    return organisation;
  }

  private static void connect(Organisation organisation, Connection connection) {
    try (Secret secret = Secret.of(GOOD.toCharArray())) {
      organisation.connect(connection, secret, null);
    }
  }

  private static void rotate(Organisation organisation, String text, Instant end) {
    try (Secret secret = Secret.of(text.toCharArray())) {
      organisation.credentials().rotate("azure", secret, end);
    }
  }

  private static void copyCredentials(Path from, Path to) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + to);
        var statement = connection.createStatement()) {
      statement.execute("attach '" + from + "' as other");
      statement.execute("delete from data_key");
      statement.execute("delete from credential");
      statement.execute("insert into data_key select * from other.data_key");
      statement.execute("insert into credential select * from other.credential");
    }
  }
}
