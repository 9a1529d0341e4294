package io.plimsoll.api.region;

import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.osgi.annotation.versioning.ConsumerType;

/** The one way to the data of an organisation. Thread-safe. */
@ConsumerType
public interface Workspace extends AutoCloseable {
  /** Connections, runs, receipts, anomalies; every commit is on the disk when it returns. */
  DataSource state();

  /** The folder of immutable rollup files. */
  Path rollups();

  /** The folder of the audit chain. */
  Path audit();

  /**
   * Takes a lock that other processes see; it ends with the process at the latest.
   *
   * @return empty when somebody else holds it
   */
  Optional<Lock> lock(String name);

  /** Ends this view. */
  @Override
  void close();

  /** A lock held. */
  @ConsumerType
  interface Lock extends AutoCloseable {
    @Override
    void close();
  }
}
