package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Where the files of a scope lie, and how they are made: readable by the owner alone, there after a power cut. */
final class ScopeFiles {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private ScopeFiles() {}

  static Path ledger(AuditScope scope) {
    return scope.folder().resolve("ledger.jsonl");
  }

  static Path lock(AuditScope scope) {
    return scope.folder().resolve("ledger.lock");
  }

  static Path key(AuditScope scope) {
    return scope.trust().resolve(name(scope) + ".key");
  }

  static Path checkpoint(AuditScope scope) {
    return scope.trust().resolve(name(scope) + ".checkpoint");
  }

  static Path breakNote(AuditScope scope) {
    return scope.trust().resolve(name(scope) + ".broken");
  }

  private static String name(AuditScope scope) {
    if (!NAME.matcher(scope.name()).matches()) {
      throw new IllegalArgumentException("'" + scope.name() + "' is not the name of an audit scope");
    }
    return scope.name();
  }

  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
    }
  }

  /** Makes the file when it is not there. */
  static void makeFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, permissions(file, "rw-------"));
      syncFolder(file.getParent());
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, with the same permissions.
    }
  }

  /** Makes a file with all its content or not at all. */
  static void makeFile(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, permissions(file, "rw-------"));
    Files.write(unfinished, content, StandardOpenOption.SYNC);
    Files.move(unfinished, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    syncFolder(file.getParent());
  }

  /** Makes the names in a folder survive a power cut; Windows does so by itself. */
  static void syncFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** What went wrong in words; the bare message of a {@link FileSystemException} is often only the path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
