package io.plimsoll.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is read together is one event, and nothing of it leaves unrecorded. */
class ViewTest {
  private static final Caller ANN = Caller.system("ann");

  private final List<AuditEvent> events = new ArrayList<>();
  private boolean takesEvents = true;
  private final AuditTrail trail = new AuditTrail(new Ledger(), new AuditScope("acme", Path.of("a"), Path.of("b")), Clock.systemUTC());

  @Test
  void everythingThatWasReadIsInTheOneEvent() {
    String answer =
        View.of(
            trail, ANN, "overview",
            reads ->
                reads.answer(trail, ANN, "costs.asked", "EffectiveCost", Map.of("to", "2026-02-01", "from", "2026-01-01"), () -> "costs ")
                    + reads.answer(trail, ANN, "runs.listed", "", Map.of(), () -> "runs"));

    assertThat(answer).isEqualTo("costs runs");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).type()).isEqualTo("page.viewed");
    assertThat(events.get(0).subject()).isEqualTo("overview");
    assertThat(events.get(0).outcome()).isEqualTo(Outcome.DONE);
    assertThat(events.get(0).details())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("read 01", "costs.asked EffectiveCost from=2026-01-01 to=2026-02-01", "read 02", "runs.listed"));
  }

  @Test
  void aReadThatFailsIsOnRecordWithWhatWasReadBefore() {
    assertThatThrownBy(
            () ->
                View.of(
                    trail, ANN, "overview",
                    reads -> {
                      reads.answer(trail, ANN, "runs.listed", "", Map.of(), () -> "runs");
                      return reads.answer(
                          trail, ANN, "anomaly.shown", "an-1", Map.of(),
                          () -> {
                            throw new PlimsollException(ErrorCode.NOT_FOUND, "There is none.", "Look.");
                          });
                    }))
        .hasMessage("There is none.");

    assertThat(events).hasSize(1);
    assertThat(events.get(0).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(events.get(0).details()).containsEntry("read 01", "runs.listed").containsEntry("read 02", "anomaly.shown an-1").containsEntry("reason", "NOT_FOUND");
  }

  @Test
  void nothingIsAnsweredWhenTheEventCannotBeWritten() {
    takesEvents = false;

    assertThatThrownBy(() -> View.of(trail, ANN, "overview", reads -> reads.answer(trail, ANN, "runs.listed", "", Map.of(), () -> "runs")))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE));
  }

  @Test
  void whatIsReadAfterwardsIsRefused() {
    AtomicReference<Reads> kept = new AtomicReference<>();
    View.of(
        trail, ANN, "overview",
        reads -> {
          kept.set(reads);
          return "";
        });

    assertThatThrownBy(() -> kept.get().answer(trail, ANN, "runs.listed", "", Map.of(), () -> "runs"))
        .isInstanceOf(IllegalStateException.class).hasMessage("the view is over, and runs.listed would not be on record");
  }

  private final class Ledger implements AuditLedger {
    @Override
    public void record(AuditScope scope, AuditEvent event) {
      if (!takesEvents) {
        throw new PlimsollException(ErrorCode.AUDIT_UNAVAILABLE, "The disk is full.", "Make room.");
      }
      events.add(event);
    }

    @Override
    public List<AuditEntry> read(AuditScope scope) {
      return List.of();
    }

    @Override
    public Verification verify(AuditScope scope) {
      return new Verification(events.size(), List.of());
    }

    @Override
    public byte[] publicKey(AuditScope scope) {
      return new byte[0];
    }

    @Override
    public void remove(AuditScope scope) {
      events.clear();
    }
  }
}
