package io.plimsoll.api.region;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.osgi.annotation.versioning.ConsumerType;

/** Keeps the state of organisations in one or more regions. Thread-safe. */
@ConsumerType
public interface RegionalBackend {
  /**
   * The database of the control plane, made when it is not there.
   *
   * @param home the host's own folder
   */
  DataSource controlPlane(Path home);

  /**
   * Makes the workspace of an organisation, or what is missing of one whose making was cut short; does nothing
   * when it is there.
   *
   * @param root the folder of the region; everything of the organisation stays below it
   */
  void create(Path root, String organisation);

  /**
   * Opens the workspace of an organisation, which was made before. Opening it again gives a view of the same
   * workspace.
   *
   * @param root the folder of the region
   * @throws io.plimsoll.api.PlimsollException {@code STORAGE_UNAVAILABLE} when it is not there, and
   *     {@code STORAGE_CORRUPT} when its state is not: what was lost is never begun anew
   */
  Workspace open(Path root, String organisation);

  /** Removes every byte of a workspace; does nothing when there is none. No view of it may be open. */
  void delete(Path root, String organisation);

  /** Closes all databases. */
  default void close() {}
}
