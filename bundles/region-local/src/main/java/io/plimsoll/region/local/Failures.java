package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's result codes mean for the operator. */
final class Failures {
  private static final String DISK = "Make sure that the disk is there, has room, and that the host may write to it.";

  private Failures() {}

  /**
   * Throws a failure of the disk or the file in plain words; answers the exception itself when it is about
   * the statement, such as a broken constraint, which the caller knows more about.
   */
  static SQLException of(Path file, SQLException e) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    switch (code) {
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          throw new PlimsollException(
              ErrorCode.STORAGE_CORRUPT,
              "The database " + file + " is damaged.",
              "Stop the host, keep a copy of the file, and put the last backup in its place.",
              e);
      case SQLITE_FULL ->
          throw new PlimsollException(
              ErrorCode.STORAGE_UNAVAILABLE,
              "The disk of " + file + " is full; nothing of this step was kept.",
              "Make room on the disk, then try again.",
              e);
      case SQLITE_READONLY, SQLITE_PERM ->
          throw unwritable(file, "it or its folder is read-only", e);
      case SQLITE_CANTOPEN -> throw unwritable(file, "it cannot be opened", e);
      case SQLITE_IOERR -> throw unwritable(file, "its disk answers with an error", e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          throw new PlimsollException(
              ErrorCode.STORAGE_UNAVAILABLE,
              "The database " + file + " is being written by somebody else for too long.",
              "Try again when the other host or command is done.",
              e);
      default -> {
        return e;
      }
    }
  }

  /** A failure that nobody has better words for. */
  static PlimsollException unexpected(Path file, SQLException e) {
    return unwritable(file, String.valueOf(of(file, e).getMessage()), e);
  }

  static PlimsollException unwritable(Path file, String reason, @Nullable Exception cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "The database " + file + " cannot be used: " + reason + ".", DISK, cause);
  }
}
