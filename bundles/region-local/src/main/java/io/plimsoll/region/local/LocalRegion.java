package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.api.region.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Keeps each organisation in a folder of its own below the region's root, its state in SQLite.
 *
 * <pre>
 * root/acme/state.db     connections, runs, receipts, anomalies
 * root/acme/rollups/     immutable files
 * root/acme/audit/       the audit chain
 * root/acme/locks/       what processes hold
 * </pre>
 */
@Plugin(name = "local", type = RegionalBackend.class, restartToUpgrade = true)
public final class LocalRegion implements RegionalBackend, AutoCloseable {
  private static final Pattern ORGANISATION = Pattern.compile("[a-z][a-z0-9-]{1,62}");

  private final Map<Path, OrganisationFolder> open = new HashMap<>();
  private final Map<Path, Database> controlPlanes = new HashMap<>();
  private boolean loaded;
  private boolean closed;

  @Override
  public synchronized DataSource controlPlane(Path home) {
    requireNotClosed();
    Path folder = home.toAbsolutePath().normalize();
    Database known = controlPlanes.get(folder);
    if (known != null) {
      return known;
    }
    loadSqlite();
    Folders.make(folder);
    Database database = Database.open(folder.resolve("control.db"), folder.resolve("locks"));
    controlPlanes.put(folder, database);
    return database;
  }

  @Override
  public synchronized void create(Path root, String organisation) {
    requireNotClosed();
    Path folder = folder(root, organisation);
    if (!open.containsKey(folder) && !OrganisationFolder.isThere(folder)) {
      loadSqlite();
      OrganisationFolder.make(folder);
    }
  }

  @Override
  public synchronized Workspace open(Path root, String organisation) {
    requireNotClosed();
    Path folder = folder(root, organisation);
    OrganisationFolder shared = open.get(folder);
    if (shared == null) {
      OrganisationFolder.requireThere(folder, organisation);
      loadSqlite();
      shared = OrganisationFolder.open(folder);
      open.put(folder, shared);
    }
    shared.views++;
    return new LocalWorkspace(shared, this::endView);
  }

  @Override
  public synchronized void delete(Path root, String organisation) {
    requireNotClosed();
    Path folder = folder(root, organisation);
    if (open.containsKey(folder)) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "The workspace " + folder + " is open.",
          "Delete the organisation when nothing uses it any more.");
    }
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Claim alone = Claim.alone(folder.resolve("locks"), Database.claimName(folder.resolve("state.db")), folder)) {
      Folders.deleteContents(folder, alone::close);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The workspace " + folder + " is not removed completely: " + Folders.reason(e) + ".",
          "Make sure that the host may delete there, then delete the organisation again.",
          e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(OrganisationFolder::close);
    open.clear();
    controlPlanes.values().forEach(Database::close);
    controlPlanes.clear();
  }

  private synchronized void endView(OrganisationFolder shared) {
    if (--shared.views == 0 && open.remove(shared.path, shared)) {
      shared.close();
    }
  }

  private void loadSqlite() {
    if (!loaded) {
      NativeLibrary.load();
      loaded = true;
    }
  }

  private void requireNotClosed() {
    if (closed) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The region's storage is closed.", "Start the host again.");
    }
  }

  /** The organisation's folder, a direct child of the root and no link to somewhere else. */
  private static Path folder(Path root, String organisation) {
    if (!ORGANISATION.matcher(organisation).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "'" + organisation + "' is not the name of an organisation.",
          "Names have 2 to 63 lower-case letters, digits and hyphens, a letter first.");
    }
    Path folder = root.toAbsolutePath().normalize().resolve(organisation);
    if (Files.isSymbolicLink(folder)) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "The workspace " + folder + " is a symbolic link, so its data would lie outside its region.",
          "Put the folder itself there, or give the region another root.");
    }
    return folder;
  }
}
