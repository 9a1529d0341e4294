package io.plimsoll.api.audit;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A sink that can be read back and proves that nothing was changed. */
@ConsumerType
public interface AuditLedger extends AuditSink {
  /** Every entry of a scope, oldest first; empty when there is none. */
  List<AuditEntry> read(AuditScope scope);

  /** Checks the whole chain of a scope against itself and its signed checkpoints. */
  Verification verify(AuditScope scope);

  /** The public key checkpoints of a scope are signed with, X.509 encoded. */
  byte[] publicKey(AuditScope scope);

  /** Forgets a scope and removes its keys and checkpoints. */
  void remove(AuditScope scope);

  /**
   * What a check found.
   *
   * @param entries how many entries were read
   * @param problems each with the entry it concerns; empty when the chain holds
   */
  record Verification(long entries, List<String> problems) {
    /** Keeps its own copy. */
    public Verification {
      problems = List.copyOf(problems);
    }

    /** Whether nothing was changed. */
    public boolean holds() {
      return problems.isEmpty();
    }
  }
}
