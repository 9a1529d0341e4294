package io.plimsoll.host.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that one runtime has for itself below one that any number share, removed when it is closed.
 *
 * <p>A lock file beside it says that its process lives. The next one to open a folder here removes those whose
 * process was killed.
 */
final class PrivateFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
  private static final String PREFIX = "runtime-";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lock;

  private PrivateFolder(Path folder, Path lockFile, FileChannel lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Makes a folder below this one. */
  static PrivateFolder below(Path parent) throws IOException {
    Files.createDirectories(parent);
    String ours = PREFIX + process() + "-";
    removeLeftOvers(parent, ours);
    while (true) {
      String name = ours + UUID.randomUUID();
      Path lockFile = parent.resolve(name + LOCK);
      FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Between those two steps somebody else may have taken the file for a left-over; then begin again.
      if (lock.tryLock() != null && Files.exists(lockFile)) {
        return new PrivateFolder(Files.createDirectory(parent.resolve(name)), lockFile, lock);
      }
      lock.close();
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    try {
      remove(folder);
      Files.deleteIfExists(lockFile);
      lock.close();
    } catch (IOException e) {
      LOG.warn("The private folder {} of the plug-in runtime could not be removed", folder, e);
    }
  }

  /** Names this process; in a container every process has the same number, so its start belongs to the name. */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Never opens a lock file of this process: closing it again would end the lock on it (POSIX fcntl). */
  private static void removeLeftOvers(Path parent, String ours) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
      for (Path lockFile : locks) {
        if (!lockFile.getFileName().toString().startsWith(ours)) {
          removeIfLeftOver(lockFile);
        }
      }
    }
  }

  private static void removeIfLeftOver(Path lockFile) {
    String name = lockFile.getFileName().toString();
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      if (taken != null) {
        remove(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
        Files.deleteIfExists(lockFile);
      }
    } catch (IOException e) {
      LOG.debug("{} was removed by somebody else", lockFile, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
