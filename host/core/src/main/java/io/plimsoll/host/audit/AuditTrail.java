package io.plimsoll.host.audit;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.identity.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records the acts of one scope. An act whose event no sink takes does not happen: the event is written
 * before the act answers, and a failing write fails the act.
 */
public final class AuditTrail {
  private final AuditLedger ledger;
  private final AuditScope scope;
  private final Clock clock;

  /** Records into this scope of the ledger. */
  public AuditTrail(AuditLedger ledger, AuditScope scope, Clock clock) {
    this.ledger = ledger;
    this.scope = scope;
    this.clock = clock;
  }

  /** Records that something was done, or how it stands. */
  public void record(Caller caller, String type, Outcome outcome, String subject, Map<String, String> details) {
    try {
      ledger.record(scope, new AuditEvent(clock.instant(), type, caller, outcome, subject, details));
    } catch (PlimsollException e) {
      throw new PlimsollException(
          ErrorCode.AUDIT_UNAVAILABLE,
          "The event " + type + " of " + scope.name() + " could not be recorded, so nothing was done: " + e.getMessage(),
          e.advice(),
          e);
    }
  }

  /**
   * Does something that only reads: the event is on record before the answer goes out, and so is a refusal
   * or a failure.
   */
  public <T> T answer(
      Caller caller, String type, String subject, Map<String, String> details, Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } catch (RuntimeException e) {
      throw failed(caller, type, subject, details, e);
    }
    record(caller, type, Outcome.DONE, subject, details);
    return answer;
  }

  /** Does something that writes: it is on record before it begins and again when it has ended. */
  public <T> T act(Caller caller, String type, String subject, Map<String, String> details, Supplier<T> act) {
    record(caller, type, Outcome.STARTED, subject, details);
    return answer(caller, type, subject, details, act);
  }

  /** Everything on record. */
  public List<AuditEntry> read() {
    return ledger.read(scope);
  }

  /** Checks what is on record. */
  public AuditLedger.Verification verify() {
    return ledger.verify(scope);
  }

  /** The ledger behind it. */
  public AuditLedger ledger() {
    return ledger;
  }

  /** What it records into. */
  public AuditScope scope() {
    return scope;
  }

  private RuntimeException failed(
      Caller caller, String type, String subject, Map<String, String> details, RuntimeException e) {
    Outcome outcome =
        e instanceof PlimsollException p && p.code() == ErrorCode.REFUSED ? Outcome.REFUSED : Outcome.FAILED;
    Map<String, String> withReason = new java.util.HashMap<>(details);
    withReason.put("reason", e instanceof PlimsollException p ? p.code().name() : e.getClass().getSimpleName());
    try {
      record(caller, type, outcome, subject, withReason);
    } catch (PlimsollException unrecorded) {
      e.addSuppressed(unrecorded);
    }
    return e;
  }
}
