package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.Workspace;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A view of an organisation's folder; the last one to close closes the database. */
final class LocalWorkspace implements Workspace {
  private final OrganisationFolder folder;
  private final Consumer<OrganisationFolder> whenClosed;
  private final AtomicBoolean closed = new AtomicBoolean();

  LocalWorkspace(OrganisationFolder folder, Consumer<OrganisationFolder> whenClosed) {
    this.folder = folder;
    this.whenClosed = whenClosed;
  }

  @Override
  public DataSource state() {
    return open().state;
  }

  @Override
  public Path rollups() {
    return open().path.resolve("rollups");
  }

  @Override
  public Path audit() {
    return open().path.resolve("audit");
  }

  @Override
  public Optional<Lock> lock(String name) {
    return open().lock(name);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      whenClosed.accept(folder);
    }
  }

  private OrganisationFolder open() {
    if (closed.get()) {
      throw new PlimsollException(
          ErrorCode.INTERNAL, "This view of " + folder.path + " is closed.", "Open the workspace again.");
    }
    return folder;
  }
}
