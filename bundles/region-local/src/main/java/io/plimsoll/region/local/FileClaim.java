package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lock on a file that the operating system takes back when the process ends, however it ends. */
final class FileClaim implements AutoCloseable {
  private final FileChannel channel;

  private FileClaim(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the file for this process alone; empty when it is taken. */
  static Optional<FileClaim> exclusive(Path file) {
    return take(file, false);
  }

  /** Takes the file together with other processes; empty when one has it alone or this JVM has it already. */
  static Optional<FileClaim> shared(Path file) {
    return take(file, true);
  }

  private static Optional<FileClaim> take(Path file, boolean shared) {
    try {
      Folders.makeFile(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      @Nullable FileLock lock = null;
      try {
        lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      } catch (OverlappingFileLockException takenInThisJvm) {
        // Empty says so.
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      return lock == null ? Optional.empty() : Optional.of(new FileClaim(channel));
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The lock " + file + " cannot be taken: " + Folders.reason(e) + ".",
          "Make sure that the disk is there, has room, and that the host may write to it.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
