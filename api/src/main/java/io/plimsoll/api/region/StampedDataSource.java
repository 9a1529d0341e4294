package io.plimsoll.api.region;

import javax.sql.DataSource;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A database that tells cheaply whether anything in it was changed: an ability of what {@link Workspace#state} and {@link
 * RegionalBackend#controlPlane} answer. Then the host keeps what it read of it, people's rights among it, as long as the
 * stamp stays the same; of a database without it everything is read each time. Thread-safe.
 */
@ConsumerType
public interface StampedDataSource extends DataSource {
  /**
   * Another number than before once a transaction was committed that changed something, by any connection of any process.
   * What was committed before the call shows in its answer; a number does not come back.
   *
   * @throws io.plimsoll.api.PlimsollException {@code STORAGE_UNAVAILABLE} when it cannot be told
   */
  long stamp();
}
