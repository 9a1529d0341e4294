package io.plimsoll.audit.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Lets one process at a time write to a chain; the system takes it back when the process ends. */
final class WriteLock implements Closeable {
  private static final long PAUSE_NANOS = 200_000;
  private static final int MOST_PAUSES = 50_000;

  private final FileChannel channel;

  private WriteLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for the lock. */
  static WriteLock take(Path file) throws IOException {
    ScopeFiles.makeFile(file);
    for (int pauses = 0; ; pauses++) {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        channel.lock();
        taken = true;
        return new WriteLock(channel);
      } catch (OverlappingFileLockException heldInThisJvm) {
        if (pauses == MOST_PAUSES) {
          throw new IOException("another host in this process holds " + file);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (FileLockInterruptionException e) {
        throw new ClosedByInterruptException();
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
