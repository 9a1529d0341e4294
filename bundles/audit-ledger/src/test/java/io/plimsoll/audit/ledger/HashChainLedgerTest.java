package io.plimsoll.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashChainLedgerTest {
  @TempDir Path root;
  private final HashChainLedger ledger = new HashChainLedger();
  private AuditScope acme;

  @BeforeEach
  void prepare() {
    acme = Events.scope(root, "acme");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatIsRecordedIsReadBackInOrder() {
    // given
    AuditEvent odd = new AuditEvent(
        Instant.parse("2025-11-21T04:00:00.123456789Z"), "sql.asked",
        new Caller("Zoë \"z\" \\", "::1", "line\nbreak\u2028and \ud83d\ude00"), AuditEvent.Outcome.REFUSED,
        "SELECT '\u0000\u001b[31m'", Map.of("lone", "\ud83d", "", "empty name", "b", "", "a", "\u007f\t"));

    // when
    ledger.record(acme, Events.published(1));
    ledger.record(acme, odd);
    ledger.record(acme, Events.published(3));

    // then
    assertThat(ledger.read(acme)).extracting(AuditEntry::event)
        .containsExactly(Events.published(1), odd, Events.published(3));
    assertThat(ledger.read(acme)).extracting(AuditEntry::sequence).containsExactly(1L, 2L, 3L);
    assertThat(ledger.read(acme)).extracting(AuditEntry::hash).doesNotHaveDuplicates();
    assertThat(ScopeFiles.ledger(acme)).content().hasLineCount(3);
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.verify(acme).entries()).isEqualTo(3);
  }

  @Test
  void aScopeWithoutEventsIsEmptyAndHolds() {
    assertThat(ledger.read(acme)).isEmpty();
    assertThat(ledger.verify(acme).holds()).isTrue();
    assertThatThrownBy(() -> ledger.publicKey(acme))
        .hasMessage("The audit key of acme cannot be read: it is not there.");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aChainGoesOnAfterTheHostStartsAgain() {
    // given
    for (int i = 1; i <= 3; i++) {
      try (HashChainLedger host = new HashChainLedger()) {
        // when
        host.record(acme, Events.published(i));
      }
    }

    // then
    assertThat(ledger.read(acme)).extracting(AuditEntry::sequence).containsExactly(1L, 2L, 3L);
    assertThat(ledger.verify(acme).problems()).isEmpty();
  }

  @Test
  void theKeyLiesOutsideTheOrganisationAndOnlyTheHostReadsIt() throws Exception {
    // when
    ledger.record(acme, Events.published(1));

    // then
    assertThat(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(ledger.publicKey(acme)))
        .getAlgorithm()).isEqualTo("EdDSA");
    assertThat(acme.folder()).isDirectoryNotContaining("glob:**.key");
    Assumptions.assumeTrue(Files.getFileStore(root).supportsFileAttributeView("posix"), "needs POSIX permissions");
    for (Path file : List.of(ScopeFiles.key(acme), ScopeFiles.checkpoint(acme), ScopeFiles.ledger(acme))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(acme.trust()))).isEqualTo("rwx------");
  }

  @Test
  void scopesShareATrustFolderAndNothingElse() {
    // given
    AuditScope globex = Events.scope(root, "globex");

    // when
    ledger.record(acme, Events.published(1));
    ledger.record(globex, Events.published(1));

    // then
    assertThat(ledger.publicKey(acme)).isNotEqualTo(ledger.publicKey(globex));
    assertThat(ledger.read(acme).get(0).hash()).isNotEqualTo(ledger.read(globex).get(0).hash());
  }

  @Test
  void manyThreadsAndTwoHostsWriteOneChain() throws Exception {
    // given
    int threads = 8;
    int each = 40;
    try (HashChainLedger second = new HashChainLedger()) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);

      // when
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        HashChainLedger host = t % 2 == 0 ? ledger : second;
        long first = t * each;
        done.add(pool.submit(() ->
            LongStream.range(first, first + each).forEach(i -> host.record(acme, Events.published(i)))));
      }
      for (Future<?> one : done) {
        one.get();
      }
      pool.shutdown();
    }

    // then
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).extracting(e -> e.event().subject())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, threads * each).mapToObj(i -> Events.published(i).subject()).toList());
  }

  @Test
  void aThreadThatWasInterruptedStillRecordsThatItsWorkWasCutShort() {
    // given
    Thread.currentThread().interrupt();

    // when
    ledger.record(acme, Events.published(1));

    // then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ledger.read(acme)).hasSize(1);
  }

  @Test
  void nothingIsAcknowledgedWhenTheFolderCannotBeWritten() throws Exception {
    // given
    Files.createDirectories(acme.folder().getParent());
    Files.writeString(acme.folder(), "a file where the folder should be");

    // when, then
    assertThatThrownBy(() -> ledger.record(acme, Events.published(1)))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.AUDIT_UNAVAILABLE, PlimsollException::code)
        .hasMessageStartingWith("The audit chain of acme cannot be written: ")
        .satisfies(e -> assertThat(e.advice()).contains(acme.folder().toString())
            .endsWith("until then nothing is done that must be recorded."));
  }

  @Test
  void aRemovedScopeLeavesNoKeyAndNoCheckpoint() throws Exception {
    // given
    ledger.record(acme, Events.published(1));

    // when
    ledger.remove(acme);
    ledger.remove(acme);

    // then
    assertThat(acme.trust()).isEmptyDirectory();
    Files.delete(ScopeFiles.ledger(acme));
    ledger.record(acme, Events.published(1));
    assertThat(ledger.verify(acme).holds()).isTrue();
  }
}
