package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract of ledgers, and with it that of sinks, held against a sound one and against wrong ones. */
class AuditLedgerContractTest {
  private static Supplier<AuditLedger> made = FileLedger::new;

  /** What an author writes. */
  static class Subject extends AuditLedgerContract {
    @Override
    protected AuditLedger newPlugin() {
      return made.get();
    }

    @Override
    protected void tamper(AuditScope scope) throws IOException {
      Path file = scope.folder().resolve("events");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      // Another event of the same scope stands where this one was.
      lines.set(4, lines.get(4).split(" ")[0] + " " + lines.get(2).split(" ")[1]);
      Files.write(file, lines);
    }
  }

  @Test
  void aSoundLedgerHoldsIt() {
    made = FileLedger::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(11);
  }

  @Test
  void oneThatLosesEventsBreaksIt() {
    AtomicInteger calls = new AtomicInteger();
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      @Override
                      public void record(AuditScope scope, AuditEvent event) {
                        if (calls.incrementAndGet() % 7 != 0) {
                          super.record(scope, event);
                        }
                      }
                    }))
        .contains("severalThreadsLoseNoEvent", "entriesAreNumberedWithoutGapsAndEachHasAHashOfItsOwn");
  }

  @Test
  void oneThatMixesScopesBreaksIt() {
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      @Override
                      Path file(AuditScope scope) {
                        return scope.folder().getParent().getParent().resolve("events-of-all");
                      }
                    }))
        .contains("scopesAreKeptApart");
  }

  @Test
  void oneThatKeepsQuietAboutAFullDiskBreaksIt() {
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      @Override
                      public void record(AuditScope scope, AuditEvent event) {
                        try {
                          super.record(scope, event);
                        } catch (RuntimeException e) {
                          // nobody needs to know
                        }
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "anEventThatCannotBeKeptIsAnErrorSoThatTheActDoesNotHappen");
  }

  @Test
  void oneThatFindsNoChangeBreaksIt() {
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      @Override
                      List<String> problems(AuditScope scope) {
                        return List.of();
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "aChangedWordIsFound");
  }

  @Test
  void oneThatLeavesAKeyBehindBreaksIt() {
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      @Override
                      public void remove(AuditScope scope) {
                        // leaves everything
                      }
                    }))
        .contains("aScopeThatIsRemovedLeavesNoKeyAndTheOthersStay");
  }

  @Test
  void oneThatForgetsWhenItStartsAgainBreaksIt() {
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      private final long since = System.nanoTime();

                      @Override
                      Path file(AuditScope scope) {
                        return scope.folder().resolve("events-" + since);
                      }
                    }))
        .contains("aSinkThatStartsAgainGoesOn", "aChainThatNobodyChangedHolds");
  }

  @Test
  void oneThatChangesWordsBreaksIt() {
    assertThat(
            broken(
                () ->
                    new FileLedger() {
                      @Override
                      public List<AuditEntry> read(AuditScope scope) {
                        return super.read(scope).stream()
                            .map(e -> new AuditEntry(e.sequence(), changed(e.event()), e.hash()))
                            .toList();
                      }

                      private AuditEvent changed(AuditEvent e) {
                        return new AuditEvent(
                            e.time(), e.type(), e.caller(), e.outcome(), e.subject().replace('\t', ' '), e.details());
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "whatIsRecordedIsThereWithEveryWord");
  }

  private static Set<String> broken(Supplier<AuditLedger> ledger) {
    made = ledger;
    return Held.broken(Subject.class);
  }
}
