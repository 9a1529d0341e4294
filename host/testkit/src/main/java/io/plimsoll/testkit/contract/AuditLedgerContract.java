package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditLedger.Verification;
import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLedger} must do: what a sink does, and prove that nothing was changed. */
public abstract class AuditLedgerContract extends AuditSinkContract {
  /** For the authors of ledgers. */
  protected AuditLedgerContract() {
    super(AuditLedger.class);
  }

  @Override
  protected abstract AuditLedger newPlugin();

  /** Changes one word of a recorded event behind the ledger's back, as somebody who can write its storage may. */
  protected abstract void tamper(AuditScope scope) throws IOException;

  @Override
  protected List<AuditEvent> recorded(AuditScope scope) {
    return ledger().read(scope).stream().map(AuditEntry::event).toList();
  }

  /** Puts files where the ledger needs folders; override it for a ledger that keeps its events elsewhere. */
  @Override
  protected void breakDown(AuditScope scope) throws IOException {
    for (Path folder : List.of(scope.folder(), scope.trust())) {
      Files.delete(folder);
      Files.createFile(folder);
    }
  }

  @Test
  void entriesAreNumberedWithoutGapsAndEachHasAHashOfItsOwn() {
    AuditScope scope = scope("acme");
    IntStream.rangeClosed(1, 20).forEach(i -> ledger().record(scope, event(1)));

    List<AuditEntry> entries = ledger().read(scope);

    assertThat(entries).extracting(AuditEntry::sequence).as("numbers")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(entries).extracting(AuditEntry::hash).as("hashes of equal events")
        .doesNotHaveDuplicates().allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }

  @Test
  void aChainThatNobodyChangedHolds() throws Exception {
    AuditScope scope = scope("acme");
    assertThat(ledger().verify(scope).holds()).as("a scope without events holds").isTrue();
    assertThat(ledger().read(scope)).as("events of a scope without any").isEmpty();
    IntStream.rangeClosed(1, 20).forEach(i -> ledger().record(scope, event(i)));

    Verification found = ledger().verify(scope);

    assertThat(found.problems()).as("problems of an unchanged chain").isEmpty();
    assertThat(found.entries()).as("entries checked").isEqualTo(20);
    Calls.close(plugin);
    plugin = newPlugin();
    assertThat(ledger().verify(scope).problems()).as("problems after a new start").isEmpty();
    assertThat(ledger().verify(scope).entries()).as("entries checked after a new start").isEqualTo(20);
  }

  @Test
  void aChangedWordIsFound() throws Exception {
    AuditScope scope = scope("acme");
    IntStream.rangeClosed(1, 10).forEach(i -> ledger().record(scope, event(i)));
    assertThat(ledger().verify(scope).holds()).isTrue();

    tamper(scope);

    // Some find it by verifying, some cannot even read what is left; both tell.
    Throwable thrown = catchThrowable(() -> assertThat(ledger().verify(scope).problems()).isEmpty());
    assertThat(thrown).as("verifying a chain in which a word was changed").isNotNull();
  }

  @Test
  void itsKeyIsToldAndStaysTheSame() {
    AuditScope scope = scope("acme");
    ledger().record(scope, event(1));
    byte[] key = ledger().publicKey(scope);
    ledger().record(scope, event(2));

    assertThat(key).as("the public key").isNotEmpty();
    assertThat(ledger().publicKey(scope)).as("the public key later").isEqualTo(key);
  }

  @Test
  void aScopeThatIsRemovedLeavesNoKeyAndTheOthersStay() throws Exception {
    AuditScope acme = scope("acme");
    AuditScope globex = scope("globex");
    ledger().record(acme, event(1));
    ledger().record(globex, event(2));

    ledger().remove(acme);

    try (var left = Files.walk(acme.trust())) {
      assertThat(left.filter(Files::isRegularFile)).as("files of trust after removal").isEmpty();
    }
    assertThat(ledger().verify(globex).holds()).as("the other scope").isTrue();
    assertThat(recorded(globex)).containsExactly(event(2));
    assertThatCode(() -> ledger().remove(acme)).as("removing again").doesNotThrowAnyException();
  }

  private AuditLedger ledger() {
    return (AuditLedger) plugin;
  }
}
