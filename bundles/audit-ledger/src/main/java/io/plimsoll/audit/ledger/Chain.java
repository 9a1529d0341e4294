package io.plimsoll.audit.ledger;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends to one scope's ledger.
 *
 * <p>Threads that come while one writes wait, and the next one writes for all of them: one sync for many.
 * Files are opened for each group and closed again, so that nothing is held of a scope that is idle or
 * removed. Another process may write in between; then the end is looked up again.
 */
final class Chain {
  private final AuditScope scope;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  private @Nullable Writer writer;

  Chain(AuditScope scope) {
    this.scope = scope;
  }

  /** Returns when the event is on the disk. */
  void append(AuditEvent event) {
    Waiting mine = new Waiting(event);
    waiting.add(mine);
    writing.lock();
    try {
      if (!mine.done) {
        appendAllWaiting();
      }
    } finally {
      writing.unlock();
    }
    if (mine.failure != null) {
      throw new PlimsollException(
          mine.failure.code(), mine.failure.getMessage(), mine.failure.advice(), mine.failure);
    }
  }

  /** Makes the last checkpoint survive a power cut. */
  void close() {
    writing.lock();
    try {
      CheckpointFile.sync(scope);
    } catch (IOException e) {
      throw unavailable(e);
    } finally {
      writing.unlock();
    }
  }

  private void appendAllWaiting() {
    List<Waiting> group = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
    }
    @Nullable PlimsollException failure = null;
    try {
      appendThoughInterrupted(group);
    } catch (IOException e) {
      failure = unavailable(e);
    } catch (TamperedException e) {
      failure = tampered(e);
    } catch (RuntimeException | Error e) {
      failure = unavailable(new IOException(String.valueOf(e), e));
    } finally {
      for (Waiting one : group) {
        one.failure = failure;
        one.done = true;
      }
    }
  }

  /**
   * An interrupted thread must still be able to record that its work was cut short, and it may be writing
   * for others. An interrupt only ever stops what comes before the write, so that can be done again.
   */
  private void appendThoughInterrupted(List<Waiting> group) throws IOException, TamperedException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          append(group);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void append(List<Waiting> group) throws IOException, TamperedException {
    ScopeFiles.makeFolder(scope.folder());
    try (WriteLock lock = WriteLock.take(ScopeFiles.lock(scope))) {
      ScopeFiles.makeFile(ScopeFiles.ledger(scope));
      // Not through a channel: an interrupted thread closes those in the middle of a write.
      try (RandomAccessFile ledger = new RandomAccessFile(ScopeFiles.ledger(scope).toFile(), "rw")) {
        Writer ready = ready(ledger);
        writer = null;
        writer = ready.append(ledger, group);
      }
    }
  }

  /** The writer of before when nothing has changed, or a new one from what is on the disk. */
  private Writer ready(RandomAccessFile ledger) throws IOException, TamperedException {
    if (writer != null && writer.fits(ledger)) {
      return writer;
    }
    ScopeKey key = key(ledger.length());
    CheckpointFile checkpoints =
        CheckpointFile.read(scope, key)
            .orElseThrow(() -> new TamperedException("its checkpoint " + ScopeFiles.checkpoint(scope) + " is gone"));
    Checkpoint last =
        checkpoints.last()
            .orElseThrow(() -> new TamperedException(
                "its checkpoint " + ScopeFiles.checkpoint(scope) + " does not carry the signature of its key"));
    Sealer sealer = key.sealer();
    Head head = Head.find(ledger, last, sealer);
    ledger.setLength(head.length());
    return new Writer(scope, key, sealer, head, checkpoints.content(), checkpoints.nextPlace());
  }

  private ScopeKey key(long ledgerLength) throws IOException, TamperedException {
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

  private PlimsollException unavailable(IOException e) {
    return new PlimsollException(
        ErrorCode.AUDIT_UNAVAILABLE,
        "The audit chain of " + scope.name() + " cannot be written: " + ScopeFiles.reason(e) + ".",
        "Make sure that the disk of " + scope.folder() + " has room and that the host may write there and to "
            + scope.trust() + "; until then nothing is done that must be recorded.",
        e);
  }

  private PlimsollException tampered(TamperedException e) {
    return new PlimsollException(
        ErrorCode.AUDIT_UNAVAILABLE,
        "The audit chain of " + scope.name() + " was changed by somebody else: " + e.getMessage() + ".",
        "Keep a copy of " + scope.folder() + " and " + scope.trust()
            + ", see what plimsoll audit verify finds, and restore both from a backup.",
        e);
  }

  /** An event and the thread that waits for it; guarded by the lock. */
  static final class Waiting {
    final AuditEvent event;
    private boolean done;
    private @Nullable PlimsollException failure;

    Waiting(AuditEvent event) {
      this.event = event;
    }
  }

  /** Knows the end of the ledger and the checkpoints as they are on the disk. */
  private record Writer(
      AuditScope scope, ScopeKey key, Sealer sealer, Head head, byte[] checkpoints, int nextPlace) {

    boolean fits(RandomAccessFile ledger) throws IOException {
      return ledger.length() == head.length()
          && CheckpointFile.content(scope).filter(now -> Arrays.equals(now, checkpoints)).isPresent();
    }

    Writer append(RandomAccessFile ledger, List<Waiting> group) throws IOException {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      Head next = head;
      for (Waiting one : group) {
        EntryLine entry = EntryLine.write(next.sequence() + 1, one.event, next.hash(), sealer);
        lines.writeBytes(entry.bytes());
        lines.write('\n');
        next = next.with(entry);
      }
      byte[] checkpoint =
          new Checkpoint(scope.name(), next.sequence(), next.hash(), next.length(),
                  group.get(group.size() - 1).event.time())
              .signed(key);
      boolean written = false;
      try {
        ledger.seek(head.length());
        ledger.write(lines.toByteArray());
        ledger.getFD().sync();
        CheckpointFile.write(scope, nextPlace, checkpoint);
        written = true;
      } finally {
        if (!written) {
          ledger.setLength(head.length());
        }
      }
      int from = nextPlace * Checkpoint.SIZE;
      byte[] now = Arrays.copyOf(checkpoints, Math.max(checkpoints.length, from + Checkpoint.SIZE));
      System.arraycopy(checkpoint, 0, now, from, Checkpoint.SIZE);
      return new Writer(scope, key, sealer, next, now, 1 - nextPlace);
    }
  }
}
