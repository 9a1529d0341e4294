package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** Knows the end of a chain and its checkpoints as they are on the disk, and writes behind it. */
final class ChainWriter {
  /** A signature takes a millisecond of processor time, so it is not made for each entry. */
  private static final int SIGNED_EVERY = 256;

  private final AuditScope scope;
  private final ScopeKey key;
  private final Sealer sealer;
  private Checkpoint last;
  private CheckpointFile checkpoints;

  private ChainWriter(AuditScope scope, ScopeKey key, Sealer sealer, Checkpoint last, CheckpointFile checkpoints) {
    this.scope = scope;
    this.key = key;
    this.sealer = sealer;
    this.last = last;
    this.checkpoints = checkpoints;
  }

  /** Looks up the end of the chain, makes its key when there is none yet, and cuts off a torn line. */
  static ChainWriter of(AuditScope scope, RandomAccessFile ledger) throws IOException, TamperedException {
    ScopeKey key = key(scope, ledger.length());
    CheckpointFile checkpoints =
        CheckpointFile.read(scope, key)
            .orElseThrow(() -> new TamperedException("its checkpoint " + ScopeFiles.checkpoint(scope) + " is gone"));
    Checkpoint vouched =
        checkpoints.last()
            .orElseThrow(() -> new TamperedException(
                "its checkpoint " + ScopeFiles.checkpoint(scope) + " does not fit its key"));
    Sealer sealer = key.sealer();
    Head head = Head.find(ledger, vouched, sealer);
    if (head.length() < ledger.length()) {
      ledger.setLength(head.length());
    }
    return new ChainWriter(scope, key, sealer, head.checkpoint(scope, vouched.time()), checkpoints);
  }

  /** Whether nobody else wrote since. */
  boolean fits(RandomAccessFile ledger) throws IOException {
    return ledger.length() == last.length()
        && CheckpointFile.content(scope).filter(now -> Arrays.equals(now, checkpoints.content())).isPresent();
  }

  /** Looks at the newest entries, which another process may have changed since they were written. */
  void requireRecent(RandomAccessFile ledger) throws IOException, TamperedException {
    RecentEntries.require(ledger, new Head(last.sequence(), last.hash(), last.length()), sealer);
  }

  /** Returns when the events are on the disk; when it throws, none of them is. */
  void append(RandomAccessFile ledger, List<AuditEvent> events) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Head head = new Head(last.sequence(), last.hash(), last.length());
    for (AuditEvent event : events) {
      EntryLine entry = EntryLine.write(head.sequence() + 1, event, head.hash(), sealer);
      lines.writeBytes(entry.bytes());
      lines.write('\n');
      head = head.with(entry);
    }
    Checkpoint next = head.checkpoint(scope, events.get(events.size() - 1).time());
    boolean written = false;
    try {
      ledger.seek(last.length());
      ledger.write(lines.toByteArray());
      ledger.getFD().sync();
      checkpoints = checkpoints.writeSealed(scope, next, sealer);
      written = true;
    } finally {
      if (!written) {
        ledger.setLength(last.length());
      }
    }
    last = next;
    if (last.sequence() - checkpoints.signedUpTo() >= SIGNED_EVERY) {
      sign();
    }
  }

  /** Signs for all there is. */
  void sign() throws IOException {
    if (last.sequence() > checkpoints.signedUpTo()) {
      checkpoints = checkpoints.writeSigned(scope, last, key);
    }
  }

  private static ScopeKey key(AuditScope scope, long ledgerLength) throws IOException, TamperedException {
    if (Files.exists(ScopeFiles.key(scope))) {
      return ScopeKey.load(scope);
    }
    if (ledgerLength > 0 || CheckpointFile.tellsOfEntries(scope)) {
      throw new TamperedException("its key " + ScopeFiles.key(scope) + " is gone");
    }
    // The key comes last: where it is, there is a checkpoint, so a missing one was taken away.
    ScopeFiles.makeFolder(scope.trust());
    ScopeKey key = ScopeKey.generate(scope);
    CheckpointFile.make(scope, key);
    key.store(scope);
    return key;
  }
}
