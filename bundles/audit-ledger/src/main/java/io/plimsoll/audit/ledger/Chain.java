package io.plimsoll.audit.ledger;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to one scope's ledger.
 *
 * <p>Threads that come while one writes wait, and one of them then writes for all: one sync for many. Files
 * are opened for each group and closed again, so that nothing is held of a scope that is idle or removed.
 * Another process may write in between; then the end is looked up again.
 */
final class Chain {
  private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

  private final AuditScope scope;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private List<Waiting> waiting = new ArrayList<>();
  private boolean writing;

  /** Belongs to the thread that writes. */
  private @Nullable ChainWriter writer;

  /** Whether the newest entries were looked at; belongs to the thread that writes. */
  private boolean looked;

  Chain(AuditScope scope) {
    this.scope = scope;
  }

  /** Returns when the event is on the disk. */
  void append(AuditEvent event) {
    Waiting mine = new Waiting(event);
    List<Waiting> group = joinOrLead(mine);
    if (!group.isEmpty()) {
      finish(group, write(group));
    }
    if (mine.failure != null) {
      throw new PlimsollException(
          mine.failure.code(), String.valueOf(mine.failure.getMessage()), mine.failure.advice(), mine.failure);
    }
  }

  /** Signs for all there is and makes the checkpoints survive a power cut. */
  void close() {
    lock.lock();
    try {
      while (writing) {
        written.awaitUninterruptibly();
      }
      if (writer == null || Files.notExists(ScopeFiles.ledger(scope))) {
        return;
      }
      try (WriteLock alone = WriteLock.take(ScopeFiles.lock(scope));
          RandomAccessFile ledger = new RandomAccessFile(ScopeFiles.ledger(scope).toFile(), "r")) {
        if (writer.fits(ledger)) {
          writer.sign();
        }
        CheckpointFile.sync(scope);
      }
    } catch (IOException e) {
      LOG.warn("The audit chain of {} is complete but its last checkpoint is not signed", scope.name(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until somebody wrote the event; or answers the group this thread has to write. */
  private List<Waiting> joinOrLead(Waiting mine) {
    lock.lock();
    try {
      waiting.add(mine);
      while (writing && !mine.done) {
        written.awaitUninterruptibly();
      }
      if (mine.done) {
        return List.of();
      }
      writing = true;
      List<Waiting> group = waiting;
      waiting = new ArrayList<>();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void finish(List<Waiting> group, @Nullable PlimsollException failure) {
    lock.lock();
    try {
      writing = false;
      for (Waiting one : group) {
        one.failure = failure;
        one.done = true;
      }
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable PlimsollException write(List<Waiting> group) {
    try {
      writeThoughInterrupted(group.stream().map(one -> one.event).toList());
      return null;
    } catch (IOException e) {
      return unavailable(e);
    } catch (TamperedException e) {
      return tampered(e);
    } catch (RuntimeException | Error e) {
      return unavailable(new IOException(String.valueOf(e), e));
    }
  }

  /**
   * An interrupted thread must still be able to record that its work was cut short, and it may be writing
   * for others. An interrupt only ever stops what comes before the write, so that can be done again.
   */
  private void writeThoughInterrupted(List<AuditEvent> events) throws IOException, TamperedException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          writeOnce(events);
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

  private void writeOnce(List<AuditEvent> events) throws IOException, TamperedException {
    BreakNote.requireNone(scope);
    ScopeFiles.makeFolder(scope.folder());
    try (WriteLock alone = WriteLock.take(ScopeFiles.lock(scope))) {
      ScopeFiles.makeFile(ScopeFiles.ledger(scope));
      // Not through a channel: an interrupted thread closes those in the middle of a write.
      try (RandomAccessFile ledger = new RandomAccessFile(ScopeFiles.ledger(scope).toFile(), "rw")) {
        ChainWriter ready = writer != null && writer.fits(ledger) ? writer : ChainWriter.of(scope, ledger);
        writer = null;
        if (!looked) {
          ready.requireRecent(ledger);
          looked = true;
        }
        ready.append(ledger, events);
        writer = ready;
      }
    }
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
            + ", see what plimsoll audit verify finds, and restore both from a backup; when the check finds nothing any"
            + " more, acts are taken again.",
        e);
  }

  /** An event and what became of it; guarded by the lock. */
  private static final class Waiting {
    private final AuditEvent event;
    private boolean done;
    private @Nullable PlimsollException failure;

    Waiting(AuditEvent event) {
      this.event = event;
    }
  }
}
