package io.plimsoll.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk after a process ended in the middle. */
class CrashTest {
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
  void aKilledProcessLosesNoAcknowledgedEntryAndTheChainHolds() throws Exception {
    Random random = new Random(20251121);
    int acknowledged = 0;
    int before = 0;
    for (int round = 0; round < 3; round++) {
      // given
      try (LedgerProcess host = LedgerProcess.start(root, Integer.MAX_VALUE)) {
        int wait = 1 + random.nextInt(150);
        int said = 0;
        for (int i = 0; i < wait; i++) {
          said = Integer.parseInt(host.says());
        }

        // when
        List<String> rest = host.kill();
        said = rest.stream().filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt).max().orElse(said);
        acknowledged = before + Math.max(said, wait);
      }

      // then
      assertThat(ledger.verify(acme).problems()).isEmpty();
      before = ledger.read(acme).size();
      assertThat(before).isBetween(acknowledged, acknowledged + 1);
    }
    ledger.record(acme, Events.published(0));
    assertThat(ledger.read(acme)).hasSize(before + 1);
    assertThat(ledger.verify(acme).problems()).isEmpty();
  }

  @Test
  void twoProcessesWriteOneChain() throws Exception {
    // when
    try (LedgerProcess other = LedgerProcess.start(root, 100)) {
      for (int i = 1; i <= 100; i++) {
        ledger.record(acme, Events.published(i));
      }
      assertThat(other.end()).hasSize(100);
    }

    // then
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).hasSize(200);
  }

  @Test
  void aTornLineThatWasNeverAcknowledgedIsTakenAway() throws Exception {
    // given
    ledger.record(acme, Events.published(1));
    Files.writeString(ScopeFiles.ledger(acme), "{\"sequence\":2,\"time\":\"20", StandardOpenOption.APPEND);
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).hasSize(1);

    // when
    ledger.record(acme, Events.published(2));

    // then
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).extracting(AuditEntry::event)
        .containsExactly(Events.published(1), Events.published(2));
  }

  @Test
  void wholeEntriesBehindTheLastCheckpointAreKept() throws Exception {
    // given: killed between writing the entry and signing for it
    ledger.record(acme, Events.published(1));
    byte[] checkpoint = Files.readAllBytes(ScopeFiles.checkpoint(acme));
    ledger.record(acme, Events.published(2));
    Files.write(ScopeFiles.checkpoint(acme), checkpoint);
    assertThat(ledger.verify(acme).problems()).isEmpty();

    // when
    ledger.record(acme, Events.published(3));

    // then
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).hasSize(3);
  }

  @Test
  void aCheckpointTornByAPowerCutLeavesTheOneBefore() throws Exception {
    // given
    ledger.record(acme, Events.published(1));
    ledger.record(acme, Events.published(2));
    byte[] bytes = Files.readAllBytes(ScopeFiles.checkpoint(acme));
    java.util.Arrays.fill(bytes, 100, 400, (byte) 0);
    Files.write(ScopeFiles.checkpoint(acme), bytes);

    // when
    ledger.record(acme, Events.published(3));

    // then
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).hasSize(3);
  }

  @Test
  void aFullDiskRefusesTheEventAndKeepsTheChain() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell that can limit file sizes");

    // given: no file may grow beyond 64 blocks
    String java = "trap '' XFSZ; ulimit -f 64; exec \"$@\"";

    // when
    List<String> said;
    try (LedgerProcess host = LedgerProcess.start(root, 10_000, "/bin/sh", "-c", java, "sh")) {
      said = host.end();
    }

    // then
    assertThat(said.get(said.size() - 1))
        .startsWith("AUDIT_UNAVAILABLE: The audit chain of acme cannot be written: File too large");
    assertThat(ledger.verify(acme).problems()).isEmpty();
    assertThat(ledger.read(acme)).hasSize(said.size() - 1);
    String text = Files.readString(ScopeFiles.ledger(acme), StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n");
  }
}
