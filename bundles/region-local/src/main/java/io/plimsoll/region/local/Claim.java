package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says that a database is in use, and by whom it may be used besides.
 *
 * <p>Other processes may share a database. A second host in the same JVM may not: it brings its own copy of
 * the SQLite library, two copies do not see each other's locks, and that is how SQLite files get damaged
 * (sqlite.org/howtocorrupt.html, section 2.2.1). Two files are needed because closing a second channel of
 * one file gives away the locks of the first; what only the JVM looks at must not share a file with what
 * other processes look at.
 */
final class Claim implements AutoCloseable {
  private final FileClaim inJvm;
  private final FileClaim betweenProcesses;

  private Claim(FileClaim inJvm, FileClaim betweenProcesses) {
    this.inJvm = inJvm;
    this.betweenProcesses = betweenProcesses;
  }

  /** Claims together with other processes. */
  static Claim together(Path locks, String name, Path what) {
    return claim(locks, name, what, true);
  }

  /** Claims for this process alone. */
  static Claim alone(Path locks, String name, Path what) {
    return claim(locks, name, what, false);
  }

  private static Claim claim(Path locks, String name, Path what, boolean shared) {
    Folders.make(locks);
    FileClaim inJvm =
        FileClaim.shared(locks.resolve(name + ".jvm"))
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.REFUSED,
                        what + " is in use by another Plimsoll host in this process.",
                        "Use one host for one home in a process, or give each its own home."));
    Path file = locks.resolve(name + ".open");
    Optional<FileClaim> others = Optional.empty();
    try {
      others = shared ? FileClaim.shared(file) : FileClaim.exclusive(file);
    } finally {
      if (others.isEmpty()) {
        inJvm.close();
      }
    }
    return new Claim(
        inJvm,
        others.orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.REFUSED,
                    what + (shared ? " is being deleted by another process." : " is open in another process."),
                    shared
                        ? "Wait until it is gone."
                        : "End the other host or command that uses it, then try again.")));
  }

  @Override
  public void close() {
    betweenProcesses.close();
    inJvm.close();
  }
}
