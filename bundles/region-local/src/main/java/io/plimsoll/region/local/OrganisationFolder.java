package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One organisation's folder as this process has it open, shared by all views of it. */
final class OrganisationFolder {
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

  static OrganisationFolder open(Path path) {
    for (Path folder : List.of(path, path.resolve("rollups"), path.resolve("audit"), path.resolve("locks"))) {
      Folders.make(folder);
    }
    return new OrganisationFolder(path, Database.open(path.resolve("state.db"), path.resolve("locks")));
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
