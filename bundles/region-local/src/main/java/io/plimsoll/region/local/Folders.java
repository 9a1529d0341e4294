package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Makes and removes folders and files that only the host's own user can read. */
final class Folders {
  private Folders() {}

  /** Makes the folder and what is missing above it, readable by the owner alone. */
  static void make(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
      sync(folder.getParent());
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The folder " + folder + " cannot be made: " + reason(e) + ".",
          "Make sure that the disk is there, has room, and that the host may write to it.",
          e);
    }
  }

  /** Makes the file when it is not there, readable by the owner alone. */
  static void makeFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, permissions(file, "rw-------"));
      sync(file.getParent());
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, with the same permissions.
    }
  }

  /**
   * Removes everything in the folder and the folder; links are removed, not followed.
   *
   * @param release gives up the locks, on Windows before their files are deleted, which it refuses while held
   */
  static void deleteContents(Path folder, Runnable release) throws IOException {
    Path locks = folder.resolve("locks");
    Files.walkFileTree(folder, new Removal(folder, locks));
    if (!isPosix(folder)) {
      release.run();
    }
    Files.walkFileTree(folder, new Removal(null, null));
    sync(folder.getParent());
  }

  /** What went wrong in words; the bare message of a {@link FileSystemException} is often only the path. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Makes the names in a folder survive a power cut; not every system can, and Windows need not. */
  static void sync(@Nullable Path folder) throws IOException {
    if (folder == null || !isPosix(folder)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Deletes all it meets but two folders. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    private final @Nullable Path keep;
    private final @Nullable Path skip;

    Removal(@Nullable Path keep, @Nullable Path skip) {
      this.keep = keep;
      this.skip = skip;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(skip) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException || Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      if (!folder.equals(keep)) {
        Files.deleteIfExists(folder);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
