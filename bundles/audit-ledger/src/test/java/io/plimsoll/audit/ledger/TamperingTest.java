package io.plimsoll.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to the files, and the sentence with which it is found. */
class TamperingTest {
  @TempDir Path root;
  private AuditScope acme;
  private Path file;

  @BeforeEach
  void recordTenEvents() {
    acme = Events.scope(root, "acme");
    file = ScopeFiles.ledger(acme);
    record(acme, 1, 10);
  }

  @Test
  void anEditedEntry() throws Exception {
    edit(lines -> lines.set(4, lines.get(4).replace("48113", "48114")));
    assertProblems("Entry 5 was changed or comes from another chain: its hash does not fit it.");
  }

  @Test
  void anEditedEntryWithANewHash() throws Exception {
    // given: everybody can compute the hash, nobody without the key the seal
    edit(lines -> lines.set(4, rehashed(lines.get(4).replace("48113", "48114"), "acme")));
    assertProblems(
        "Entry 5 was not written by this host: its seal is not of the key of acme.",
        "Entry 6 does not follow the entry before it, which was changed or replaced.");
  }

  @Test
  void aDeletedEntry() throws Exception {
    edit(lines -> lines.remove(4));
    assertProblems("Entry 5 is missing before entry 6.");
  }

  @Test
  void deletedFirstEntries() throws Exception {
    edit(lines -> lines.subList(0, 3).clear());
    assertProblems("Entries 1 to 3 are missing before entry 4.");
  }

  @Test
  void swappedEntries() throws Exception {
    edit(lines -> Collections.swap(lines, 4, 5));
    assertProblems(
        "Entry 5 is missing before entry 6.", "Entry 5 stands behind entry 6, where it does not belong.");
  }

  @Test
  void aTailThatWasCutOff() throws Exception {
    edit(lines -> lines.subList(7, 10).clear());
    assertProblems("Entries 8 to 10 are missing at the end: the checkpoint of 2025-11-21T04:00:10Z "
        + "names entry 10.");
    assertRefused("the checkpoint of 2025-11-21T04:00:10Z names entry 10 at byte "
        + "[0-9]+, but the file ends at byte [0-9]+");
  }

  @Test
  void aTailCutInTheMiddleOfAnEntry() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertProblems("Entry 10 ends in the middle.",
        "Entry 10 is missing at the end: the checkpoint of 2025-11-21T04:00:10Z names entry 10.");
    assertRefused("the checkpoint .* names entry 10 at byte .*");
  }

  @Test
  void aWholeLedgerThatIsGone() throws Exception {
    Files.delete(file);
    assertProblems("Entries 1 to 10 are missing at the end: the checkpoint of 2025-11-21T04:00:10Z "
        + "names entry 10.");
    assertRefused("the checkpoint .* names entry 10 at byte .*");
  }

  @Test
  void anEntryOfAnotherOrganisation() throws Exception {
    AuditScope globex = Events.scope(root, "globex");
    record(globex, 1, 10);
    String foreign = Files.readAllLines(ScopeFiles.ledger(globex)).get(4);
    edit(lines -> lines.set(4, foreign));
    assertProblems(
        "Entry 5 does not follow the entry before it, which was changed or replaced.",
        "Entry 5 was changed or comes from another chain: its hash does not fit it.",
        "Entry 6 does not follow the entry before it, which was changed or replaced.");
  }

  @Test
  void aForgedEntryAtTheEnd() throws Exception {
    // given: a line that fits the chain and carries the right hash
    String last = Files.readAllLines(file).get(9);
    String forged = last.replace("\"sequence\":10", "\"sequence\":11")
        .replaceFirst("\"previous\":\"[0-9a-f]+\"", "\"previous\":\"" + EntryLine.parse(last.getBytes()).hash() + "\"");
    Files.writeString(file, rehashed(forged, "acme") + "\n", StandardOpenOption.APPEND);

    // then
    assertProblems("Entry 11 was not written by this host: its seal is not of the key of acme.");
    assertRefused("behind entry 10 stands a line that was not written by this host");
  }

  @Test
  void theLastEntryReplacedByOneOfTheSameLength() throws Exception {
    edit(lines -> lines.set(9, rehashed(lines.get(9).replace("48113", "48114"), "acme")));
    assertProblems(
        "Entry 10 was not written by this host: its seal is not of the key of acme.",
        "Entry 10 is not the one that the checkpoint of 2025-11-21T04:00:10Z names: the chain was rewritten.");
    assertRefused("entry 10 is not the one that the checkpoint of 2025-11-21T04:00:10Z names");
  }

  @Test
  void aChainRewrittenFromTheStartWithoutTheKey() throws Exception {
    // given
    AuditScope copy = new AuditScope("acme", root.resolve("elsewhere/audit"), root.resolve("elsewhere/trust"));
    record(copy, 101, 110);
    Files.copy(ScopeFiles.ledger(copy), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    // then
    List<String> problems = new HashChainLedger().verify(acme).problems();
    assertThat(problems).hasSize(12)
        .startsWith("Entry 1 was not written by this host: its seal is not of the key of acme.")
        .endsWith("Entry 10 is not the one that the checkpoint of 2025-11-21T04:00:10Z names: "
            + "the chain was rewritten.");
  }

  @Test
  void aMissingCheckpoint() throws Exception {
    Files.delete(ScopeFiles.checkpoint(acme));
    assertProblems("The checkpoint " + ScopeFiles.checkpoint(acme)
        + " is missing, so nobody can tell whether entries were cut off behind entry 10.");
    assertRefused("its checkpoint .*acme.checkpoint is gone");
  }

  @Test
  void aForgedCheckpointOverACutTail() throws Exception {
    // given: both checkpoints say 7, as the cut file does
    edit(lines -> lines.subList(7, 10).clear());
    String text = Files.readString(ScopeFiles.checkpoint(acme)).replaceAll("\"sequence\":[0-9]+", "\"sequence\":7");
    Files.writeString(ScopeFiles.checkpoint(acme), text);

    // then
    assertProblems("A checkpoint in " + ScopeFiles.checkpoint(acme)
        + " does not fit the key of acme.");
    assertRefused("its checkpoint .* does not fit its key");
  }

  @Test
  void theCheckpointOfAnotherOrganisation() throws Exception {
    AuditScope globex = Events.scope(root, "globex");
    record(globex, 1, 3);
    Files.copy(ScopeFiles.checkpoint(globex), ScopeFiles.checkpoint(acme),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertProblems("A checkpoint in " + ScopeFiles.checkpoint(acme)
        + " does not fit the key of acme.");
  }

  @Test
  void aMissingKey() throws Exception {
    Files.delete(ScopeFiles.key(acme));
    assertProblems("The key " + ScopeFiles.key(acme)
        + " is missing, so nobody can tell who wrote the entries or whether some were cut off at the end.");
    assertRefused("its key .*acme.key is gone");
    Files.delete(file);
    assertRefused("its key .*acme.key is gone");
  }

  @Test
  void aLineThatIsNoEntry() throws Exception {
    edit(lines -> lines.set(4, "{}"));
    assertProblems("Entry 5 is not readable: {\"sequence\": is not at character 1.");
    assertThatThrownBy(() -> new HashChainLedger().read(acme))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.STORAGE_CORRUPT, PlimsollException::code)
        .hasMessage("Line 5 of " + file + " is no audit entry: {\"sequence\": is not at character 1.");
  }

  @Test
  void aRunningHostNoticesACutTailToo() throws Exception {
    try (HashChainLedger running = new HashChainLedger()) {
      running.record(acme, Events.published(11));
      edit(lines -> lines.remove(10));
      assertThatThrownBy(() -> running.record(acme, Events.published(12)))
          .hasMessageContaining("names entry 11 at byte");
    }
  }

  @Test
  void whoAddsAnEntryLooksAtTheNewestOnes() throws Exception {
    // given: a whole chain takes the next one
    record(acme, 11, 11);

    // when
    edit(lines -> lines.set(4, lines.get(4).replace("48113", "48114")));

    // then: no check ran, and the next process takes nothing
    assertRefused("entry 5 is not as it was written");
    assertThat(Files.readAllLines(file)).hasSize(11);
  }

  @Test
  void newestEntriesThatWereSwappedTakenOutOrMadeUnreadable() throws Exception {
    edit(lines -> Collections.swap(lines, 4, 5));
    assertRefused("entry 6 does not follow the entry before it");
    edit(lines -> lines.remove(5));
    assertRefused("entry 6 does not follow the entry before it|.* but the file ends at byte .*");
    Files.delete(file);
    Files.delete(ScopeFiles.checkpoint(acme));
    Files.delete(ScopeFiles.key(acme));
    record(acme, 1, 10);
    edit(lines -> lines.set(4, "{" + lines.get(4).substring(1).replace("\"time\"", "\"tame\"")));
    assertRefused("entry 5 is not readable");
    edit(lines -> lines.set(0, lines.get(0).replace("\"time\"", "\"tame\"")));
    assertRefused("one of its newest entries is not readable");
  }

  @Test
  void anOldEntryIsFoundByTheWholeCheckAndThenNothingIsTakenUntilTheChainIsRestored() throws Exception {
    // given: an entry further back than anybody looks who adds one
    try (HashChainLedger ledger = new HashChainLedger()) {
      for (int i = 11; Files.size(file) < 2 * RecentEntries.WINDOW; i++) {
        ledger.record(acme, Events.published(i));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    edit(lines -> lines.set(4, lines.get(4).replace("48113", "48114")));
    try (HashChainLedger running = new HashChainLedger()) {
      running.record(acme, Events.published(0));
      byte[] oneMore = Files.readAllBytes(file);

      // when
      assertThat(running.verify(acme).problems()).hasSize(1);

      // then: refused in this process and in the next one, and reading goes on
      assertThatThrownBy(() -> running.record(acme, Events.published(0)))
          .hasMessage(
              "The audit chain of acme was changed by somebody else: a check found: Entry 5 was changed or comes from"
                  + " another chain: its hash does not fit it.");
      assertRefusedAtOnce("a check found: Entry 5 was changed .*");
      assertThat(running.read(acme)).hasSizeGreaterThan(1000);
      assertThat(Files.readAllBytes(file)).isEqualTo(oneMore);

      // and when it is restored, a check lifts it
      System.arraycopy(whole, 0, oneMore, 0, whole.length);
      Files.write(file, oneMore);
      assertRefusedAtOnce("a check found: Entry 5 was changed .*");
      assertThat(running.verify(acme).problems()).isEmpty();
      running.record(acme, Events.published(0));
      assertThat(running.verify(acme).problems()).isEmpty();
    }
  }

  private void edit(java.util.function.Consumer<List<String>> change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    change.accept(lines);
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static String rehashed(String line, String scope) {
    int hashed = line.indexOf(",\"hash\":");
    String hash = Sealer.hashesOnly(scope).hash(line.getBytes(), hashed);
    return line.substring(0, hashed) + line.substring(hashed).replaceFirst("[0-9a-f]{64}", hash);
  }

  private static void record(AuditScope scope, int from, int to) {
    try (HashChainLedger ledger = new HashChainLedger()) {
      for (int i = from; i <= to; i++) {
        ledger.record(scope, Events.published(i));
      }
    }
  }

  private void assertProblems(String... problems) {
    assertThat(new HashChainLedger().verify(acme).problems()).containsExactly(problems);
  }

  private void assertRefused(String reason) throws IOException {
    // given: the note of a check was taken away too
    Files.deleteIfExists(ScopeFiles.breakNote(acme));
    assertRefusedAtOnce(reason);
  }

  private void assertRefusedAtOnce(String reason) {
    assertThatThrownBy(() -> new HashChainLedger().record(acme, Events.published(11)))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.AUDIT_UNAVAILABLE, PlimsollException::code)
        .hasMessageMatching("The audit chain of acme was changed by somebody else: " + reason + "\\.")
        .satisfies(e -> assertThat(e.advice()).contains("plimsoll audit verify"));
  }
}
