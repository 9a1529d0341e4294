package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.collect.CollectionFailure;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratorSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collections by schedule, on a clock that is set: when they begin, what they do when they cannot, and who does them. */
class SchedulingTest {
  private static final Instant START = Instant.parse("2025-11-20T12:00:00Z");
  private static final Duration SIX_HOURS = Duration.ofHours(6);
  private static final String GOOD = "g00d-secret";

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock(START);
  private Path exports;

  @BeforeEach
  void makeExports() {
    exports = folder.resolve("exports");
    ExportGenerator.generate(
        GeneratorSpec.builder(LocalDate.of(2025, 11, 20)).seed(5).months(1).rowsPerMonth(100)
            .accounts(new BillingAccount("Acme", "EUR")).build(),
        exports);
  }

  @Test
  void aConnectionIsCollectedByItselfWhenItIsDueAndNotBefore() {
    try (Plimsoll host = host(true)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, exports);
      assertThat(schedule(acme).nextAt()).isEqualTo(START.plus(Duration.ofMinutes(1)));
      clock.advance(Duration.ofMinutes(1));
      await(() -> collections(acme) == 1);
      Instant next = schedule(acme).nextAt();
      assertThat(next).isAfter(clock.instant()).isBeforeOrEqualTo(clock.instant().plus(SIX_HOURS));
      assertThat(schedule(acme).every()).isEqualTo(SIX_HOURS);
      assertThat(acme.runs()).extracting(Run::state).containsExactly(Run.State.PUBLISHED);

      // when: a second before, another one is due
      Organisation globex = Hosts.connected(host, "globex", Plan.CONTROL, exports);
      clock.set(next.minusSeconds(1));
      await(() -> collections(globex) == 1);
      assertThat(collections(acme)).as("it is not due").isEqualTo(1);

      clock.set(next);
      await(() -> collections(acme) == 2);
      assertThat(schedule(acme).nextAt()).isEqualTo(next.plus(SIX_HOURS));
      assertThat(acme.audit()).map(e -> e.event()).filteredOn(e -> e.type().equals("collection.run"))
          .extracting(e -> e.caller().user()).containsOnly("plimsoll-schedule");
    }
  }

  @Test
  void aHostThatCollectsOnDemandLeavesItAloneAndOneThatWasDownCatchesUpOnce() {
    try (Plimsoll host = host(true)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, exports);
      clock.advance(Duration.ofMinutes(1));
      await(() -> collections(acme) == 1);
    }

    clock.advance(Duration.ofDays(3));
    try (Plimsoll host = host(true)) {
      Organisation acme = host.organisation("acme", Hosts.ANN);
      await(() -> collections(acme) == 2);
      // Collected by hand, it is not due before its next time either.
      await(() -> isCollectedByHand(acme));
      clock.advance(Duration.ofMinutes(2));
      Organisation globex = Hosts.connected(host, "globex", Plan.CONTROL, exports);
      clock.advance(Duration.ofMinutes(2));
      await(() -> collections(globex) == 1);

      assertThat(collections(acme)).isEqualTo(3);
      assertThat(schedule(acme).nextAt()).isBetween(clock.instant(), clock.instant().plus(SIX_HOURS));
    }
  }

  @Test
  void aConnectionMayAskForItsOwnTimeOrForNone() {
    try (Plimsoll host = host(true)) {
      host.createOrganisation("acme", "westeurope", Plan.CONTROL, null, Hosts.ANN);
      Organisation acme = host.organisation("acme", Hosts.ANN);
      acme.connect(new Connection("never", exports.toUri(), Layout.AZURE, "none", Map.of("every", "never")));
      Organisation globex = Hosts.connected(host, "globex", Plan.CONTROL, exports);
      clock.advance(Duration.ofMinutes(1));
      await(() -> collections(globex) == 1);
      assertThat(schedule(acme).nextAt()).isNull();
      assertThat(collections(acme)).isZero();

      acme.connect(new Connection("never", exports.toUri(), Layout.AZURE, "none", Map.of("every", "30m")));
      clock.advance(Duration.ofMinutes(1));
      await(() -> collections(acme) == 1);
      assertThat(schedule(acme).every()).isEqualTo(Duration.ofMinutes(30));
      assertThat(schedule(acme).nextAt()).isBeforeOrEqualTo(clock.instant().plus(Duration.ofMinutes(30)));

      assertThatThrownBy(
              () -> acme.connect(new Connection("never", exports.toUri(), Layout.AZURE, "none", Map.of("every", "often"))))
          .hasMessage("The setting every was 'often' but that is no time.");
    }
  }

  @Test
  void aBadCredentialIsToldOnceTriedMoreAndMoreRarelyAndKeepsNobodyElse() throws Exception {
    try (TokenedPlace place = new TokenedPlace(folder.resolve("place"));
        Plimsoll host = host(true, place.bundles())) {
      place.secrets.add(GOOD);
      host.createOrganisation("acme", "westeurope", Plan.CONTROL, null, Hosts.ANN);
      Organisation acme = host.organisation("acme", Hosts.ANN);
      try (Secret secret = Secret.of(GOOD.toCharArray())) {
        acme.connect(place.connection("azure", exports, "westeurope"), secret, null);
      }
      Path others = folder.resolve("others");
      ExportGenerator.generate(
          GeneratorSpec.builder(LocalDate.of(2025, 11, 20)).seed(6).months(1).rowsPerMonth(50)
              .accounts(new BillingAccount("Other", "EUR")).build(),
          others);
      acme.connect(Hosts.connection("other", others));

      // when: the secret is no longer let in
      place.secrets.clear();
      clock.advance(Duration.ofMinutes(1));
      await(() -> schedule(acme).failure() != null && acme.schedule().get(1).endedAt() != null);

      // then
      CollectionFailure failure = schedule(acme).failure();
      assertThat(failure.reason()).isEqualTo("ACCESS_DENIED");
      assertThat(failure.message()).contains("azure-client-secret", "its client secret is not the right one");
      assertThat(failure.advice()).isNotEmpty();
      assertThat(failure.times()).isEqualTo(1);
      assertThat(acme.runs()).extracting(Run::connection).containsExactly("other");
      Duration first = Duration.between(clock.instant(), schedule(acme).nextAt());
      assertThat(first).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(19));

      clock.set(schedule(acme).nextAt());
      await(() -> schedule(acme).failure().times() == 2);
      Duration second = Duration.between(clock.instant(), schedule(acme).nextAt());
      assertThat(second).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(38));
      assertThat(acme.schedule().get(1).failure()).isNull();
      assertThat(events(acme, "collection.failed")).singleElement().satisfies(
          e -> {
            assertThat(e.subject()).isEqualTo("azure");
            assertThat(e.outcome()).isEqualTo(AuditEvent.Outcome.FAILED);
            assertThat(e.details()).containsEntry("code", "ACCESS_DENIED").containsEntry("times", "1").containsKey("nextAt");
          });

      // when: somebody puts in another secret
      place.secrets.add("n3w-secret");
      try (Secret secret = Secret.of("n3w-secret".toCharArray())) {
        acme.credentials().rotate("azure", secret, null);
      }
      clock.advance(Duration.ofMinutes(1));
      await(() -> schedule(acme).failure() == null);
      assertThat(acme.runs()).extracting(Run::connection).contains("azure");
      assertThat(events(acme, "collection.recovered")).singleElement()
          .satisfies(e -> assertThat(e.details()).containsEntry("times", "2"));
    }
  }

  @Test
  void ofTwoProcessesOneCollectsEachOrganisation() throws Exception {
    List<String> names = List.of("alpha", "beta", "gamma", "delta");
    try (Plimsoll host = host(false)) {
      names.forEach(name -> Hosts.connected(host, name, Plan.CONTROL, exports));
    }
    clock.advance(Duration.ofMinutes(5));

    try (ForkedJvm one = scheduled();
        ForkedJvm other = scheduled()) {
      assertThat(one.says()).as(one.errors()).isEqualTo("up");
      assertThat(other.says()).as(other.errors()).isEqualTo("up");
      try (Plimsoll host = host(false)) {
        await(() -> names.stream().allMatch(name -> collections(host.organisation(name, Hosts.ANN)) > 0));
      }
    }

    try (Plimsoll host = host(false)) {
      for (String name : names) {
        Organisation organisation = host.organisation(name, Hosts.ANN);
        assertThat(events(organisation, "collection.run")).as(name).extracting(AuditEvent::outcome)
            .containsExactly(AuditEvent.Outcome.STARTED, AuditEvent.Outcome.DONE);
        assertThat(organisation.runs()).extracting(Run::state).containsExactly(Run.State.PUBLISHED);
        assertThat(organisation.verifyAudit().problems()).isEmpty();
      }
    }
  }

  @Test
  void whatAKilledHostHadBegunAnotherOneCollectsOnceItsLeaseHasEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    try (TokenedPlace place = new TokenedPlace(folder.resolve("place"))) {
      place.secrets.add(GOOD);
      try (Plimsoll host = host(false, place.bundles())) {
        host.createOrganisation("acme", "westeurope", Plan.CONTROL, null, Hosts.ANN);
        try (Secret secret = Secret.of(GOOD.toCharArray())) {
          host.organisation("acme", Hosts.ANN).connect(place.connection("azure", exports, "westeurope"), secret, null);
        }
      }
      clock.advance(Duration.ofMinutes(5));

      // when: a host is killed while it waits for the token with which it would read
      place.whenAsked =
          () -> {
            begun.countDown();
            awaitLatch(killed);
          };
      try (ForkedJvm doomed = scheduled(place.bundles())) {
        assertThat(begun.await(60, TimeUnit.SECONDS)).as(doomed.errors()).isTrue();
        doomed.kill();
      }
      place.whenAsked = () -> {};
      killed.countDown();

      // then: as long as it may only be slow, nobody takes its place
      try (Plimsoll host = host(true, place.bundles())) {
        Organisation acme = host.organisation("acme", Hosts.ANN);
        Organisation globex = Hosts.connected(host, "globex", Plan.CONTROL, exports);
        clock.advance(Duration.ofSeconds(70));
        await(() -> collections(globex) == 1);
        assertThat(collections(acme)).isZero();

        clock.advance(Duration.ofMinutes(10));
        await(() -> collections(acme) == 1);
        assertThat(acme.runs()).extracting(Run::state).containsExactly(Run.State.PUBLISHED);
        assertThat(acme.verifyAudit().problems()).isEmpty();
      }
    }
  }

  private Plimsoll host(boolean scheduled, Path... furtherBundles) {
    Plimsoll.Builder builder = Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles()).clock(clock).readers(2);
    for (Path further : furtherBundles) {
      builder.bundles(further);
    }
    return (scheduled ? builder.scheduled(Duration.ofMillis(50)) : builder).build();
  }

  private ForkedJvm scheduled(Path... furtherBundles) throws Exception {
    List<String> arguments = new java.util.ArrayList<>(
        List.of(folder.resolve("home").toString(), clock.instant().toString(), Hosts.bundles().toString()));
    for (Path further : furtherBundles) {
      arguments.add(further.toString());
    }
    return ForkedJvm.start(folder.resolve("run"), ScheduledRun.class, arguments.toArray(String[]::new));
  }

  /** Answers no while the one by schedule still lets go of its lock. */
  private static boolean isCollectedByHand(Organisation organisation) {
    try {
      Hosts.collect(organisation);
      return true;
    } catch (PlimsollException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
      return false;
    }
  }

  private static CollectionSchedule schedule(Organisation organisation) {
    return organisation.schedule().get(0);
  }

  /** How many collections have ended well. */
  private static long collections(Organisation organisation) {
    return events(organisation, "collection.run").stream().filter(e -> e.outcome() == AuditEvent.Outcome.DONE).count();
  }

  private static List<AuditEvent> events(Organisation organisation, String type) {
    return organisation.audit().stream().map(e -> e.event()).filter(e -> e.type().equals(type)).toList();
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("nothing came of it within a minute").isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
