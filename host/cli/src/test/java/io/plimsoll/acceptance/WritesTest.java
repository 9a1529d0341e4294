package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.peers.arm.ArmStandIn;
import io.plimsoll.peers.arm.ArmStandIn.Seen;
import io.plimsoll.peers.azure.LoopbackCertificate;
import io.plimsoll.peers.azure.TokenService;
import io.plimsoll.peers.azure.TokenServiceCredential;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes in Azure with the assembled bundles: two people, one request, a chain that tells it, and a kill in between. */
class WritesTest {
  private static final Instant NOW = Instant.parse("2025-11-20T12:00:00Z");
  private static final Caller BEN = new Caller("ben", "10.0.0.8", "acceptance");
  private static final String SCOPE = "subscriptions/00000000-0000-0000-0000-000000000001";
  private static final String ACCOUNT =
      "/" + SCOPE + "/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/contosocosts";

  @TempDir Path folder;
  private LoopbackCertificate certificate;
  private TokenService tokens;
  private ArmStandIn arm;

  @BeforeEach
  void startPeers() {
    certificate = LoopbackCertificate.trusted(folder);
    tokens = TokenService.start(certificate);
    arm = ArmStandIn.start(certificate, () -> NOW);
  }

  @AfterEach
  void stopPeers() {
    arm.close();
    tokens.close();
  }

  @Test
  void twoPeopleWriteOnceAndTakeItBackAndTheChainTellsIt() throws Exception {
    try (Plimsoll host = start()) {
      // given
      Organisation ann = connected(host);
      Organisation ben = host.organisation("acme", BEN);

      // when
      Action proposed = ann.actions().propose(new ActionProposal("azure", "create", Map.of("export", "focus-daily")));
      assertThatThrownBy(() -> ann.actions().approve(proposed.id(), proposed.digest()))
          .hasMessage("ann proposed action 1 and cannot approve it too.");
      ben.actions().approve(proposed.id(), proposed.digest());
      Action done = ann.actions().execute(proposed.id(), progress -> {});

      // then
      assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
      assertThat(arm.seen().stream().filter(Seen::writes)).singleElement()
          .extracting(Seen::body).isEqualTo(proposed.plan().steps().get(0).body());
      assertThat(arm.export(SCOPE, "focus-daily")).isNotNull();

      // and back
      Action reversal = ben.actions().revert(done.id());
      ann.actions().approve(reversal.id(), reversal.digest());
      ben.actions().execute(reversal.id(), progress -> {});
      assertThat(arm.export(SCOPE, "focus-daily")).isNull();
      assertThat(ann.actions().show(done.id()).state()).isEqualTo(State.REVERTED);

      // and it is all on record
      List<String> chain =
          ann.audit().stream().map(AuditEntry::event)
              .filter(e -> e.type().startsWith("action."))
              .map(e -> e.caller().user() + " " + e.type() + " " + e.outcome()).toList();
      assertThat(chain)
          .containsSubsequence(
              "ann action.proposed STARTED", "ann action.proposed DONE", "ann action.approved REFUSED", "ben action.approved DONE",
              "ann action.executed STARTED", "ann action.request.sent STARTED", "ann action.request.answered DONE",
              "ann action.executed DONE", "ben action.reversal.proposed DONE", "ann action.approved DONE",
              "ben action.request.sent STARTED", "ben action.executed DONE");
      assertThat(ann.verifyAudit().problems()).isEmpty();
      ann.export(folder.resolve("copy"));
      assertThat(Files.readString(folder.resolve("copy/state/action_event.json"))).contains("\"PROPOSED\"", "\"REVERTED\"", "focus-daily");
    }
  }

  @Test
  void theWindowOfTheOrganisationIsSetInTheAccountButNotUnderALegalHold() {
    try (Plimsoll host = start()) {
      Organisation ann = connected(host);
      Action proposed = ann.actions().propose(new ActionProposal("azure", "lifecycle", Map.of()));
      assertThat(proposed.plan().summary()).contains("delete what lies in exports/focus/ 365 days after it was last changed");
      host.hold("acme", true, Hosts.ANN);
      assertThatThrownBy(() -> host.organisation("acme", BEN).actions().approve(proposed.id(), proposed.digest()))
          .hasMessageStartingWith("The organisation is under a legal hold, and this would remove data: ");
      assertThat(arm.seen()).noneMatch(Seen::writes);
    }
  }

  @Test
  void aKillBetweenSendingAndRecordingNeitherForgetsNorRepeats() throws Exception {
    // given: approved, and Azure does it but its answer never comes
    String id;
    Path home = folder.resolve("home");
    try (Plimsoll host = start()) {
      Action proposed =
          connected(host).actions().propose(new ActionProposal("azure", "create", Map.of("export", "focus-daily")));
      host.organisation("acme", BEN).actions().approve(proposed.id(), proposed.digest());
      id = proposed.id();
    }
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    arm.fault(
        Seen::writes, 1,
        (exchange, serve) -> {
          serve.now();
          written.countDown();
          try {
            killed.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });

    // when
    try (ForkedJvm process =
        ForkedJvm.start(
            folder, ExecutingAction.class, home.toString(), Hosts.bundles().toString(), NOW.toString(),
            certificate.trust().toString(), id)) {
      assertThat(written.await(60, TimeUnit.SECONDS)).as(process.errors()).isTrue();
      assertThat(process.kill()).doesNotContain("executed");
    } finally {
      killed.countDown();
    }

    // then
    try (Plimsoll host = start()) {
      Organisation ann = host.organisation("acme", Hosts.ANN);
      assertThat(ann.actions().list()).singleElement().extracting(Action::state).isEqualTo(State.UNKNOWN);
      Action done = ann.actions().execute(id, progress -> {});
      assertThat(done.state()).isEqualTo(State.DONE);
      assertThat(done.message()).isEqualTo("It was found to have taken effect.");
      assertThat(arm.seen().stream().filter(Seen::writes)).hasSize(1);
      assertThat(ann.verifyAudit().problems()).isEmpty();
    }
  }

  private Plimsoll start() {
    return Plimsoll.builder()
        .home(folder.resolve("home"))
        .bundles(Hosts.bundles())
        .plugin(new TokenServiceCredential())
        .plugin(new QuietStore())
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .readers(1)
        .build();
  }

  /** Reads with a credential for storage, writes with another one. */
  private Organisation connected(Plimsoll host) {
    host.createOrganisation("acme", "westeurope", Plan.CONTROL, null, Hosts.ANN);
    Organisation ann = host.organisation("acme", Hosts.ANN);
    ann.connect(
        new Connection(
            "azure", URI.create("abfss://exports@contosocosts.dfs.core.windows.net/focus"), Layout.AZURE, "token-service",
            Map.of(
                "region", "westeurope", "credential.url", tokens.url("/token"), "action.credential", "token-service", "action.credential.url",
                tokens.url("/wrong-audience"), "access.arm", arm.endpoint(), "action.scope", SCOPE, "action.storage-account", ACCOUNT)));
    return ann;
  }
}
