package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One organisation's folder as this process has it open, shared by all views of it. */
final class OrganisationFolder {
  private static final String STATE = "state.db";
  private static final Pattern LOCK_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  final Path path;
  final Database state;

  /** How many views there are; guarded by the {@link LocalRegion}. */
  int views;

  private final Map<String, FileClaim> held = new HashMap<>();

  private OrganisationFolder(Path path, Database state) {
    this.path = path;
    this.state = state;
  }

  /** Whether there is a state; a file without a byte is none. */
  static boolean isThere(Path path) {
    try {
      return Files.size(path.resolve(STATE)) > 0;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // Opening it says what is wrong.
      return true;
    }
  }

  /** Refuses to begin anew where something was lost. */
  static void requireThere(Path path, String organisation) {
    if (isThere(path)) {
      return;
    }
    if (Files.notExists(path)) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The workspace of " + organisation + " is missing: there is no folder " + path + ".",
          "Make sure that its disk is mounted, or restore the folder from a backup; when there is none, plimsoll org delete "
              + organisation + " --yes removes what is left.");
    }
    throw new PlimsollException(
        ErrorCode.STORAGE_CORRUPT,
        "The state of " + organisation + " is missing: " + path.resolve(STATE)
            + (Files.exists(path.resolve(STATE)) ? " is empty." : " is not there."),
        "Restore the folder " + path + " from a backup; when there is none, plimsoll org delete " + organisation
            + " --yes removes what is left.");
  }

  /** Makes a folder with an empty state. */
  static void make(Path path) {
    folders(path);
    Database.open(path.resolve(STATE), path.resolve("locks")).close();
  }

  static OrganisationFolder open(Path path) {
    folders(path);
    return new OrganisationFolder(path, Database.open(path.resolve(STATE), path.resolve("locks")));
  }

  private static void folders(Path path) {
    for (Path folder : List.of(path, path.resolve("rollups"), path.resolve("audit"), path.resolve("locks"))) {
      Folders.make(folder);
    }
  }

  /**
   * Takes a named lock. One file channel a name is all this process ever opens: on POSIX systems closing any
   * other channel of the file would give the lock away.
   */
  synchronized Optional<Workspace.Lock> lock(String name) {
    if (!LOCK_NAME.matcher(name).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "'" + name + "' is not the name of a lock.",
          "Names have up to 63 lower-case letters, digits and hyphens.");
    }
    if (held.containsKey(name)) {
      return Optional.empty();
    }
    Optional<FileClaim> claim = FileClaim.exclusive(path.resolve("locks").resolve(name + ".lock"));
    claim.ifPresent(c -> held.put(name, c));
    return claim.map(c -> () -> release(name, c));
  }

  synchronized void close() {
    held.values().forEach(FileClaim::close);
    held.clear();
    state.close();
  }

  private synchronized void release(String name, FileClaim claim) {
    if (held.remove(name, claim)) {
      claim.close();
    }
  }
}
