package io.plimsoll.host.state;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.HandleCallback;

/**
 * What was read of a database, remembered as long as nothing in it is changed, in this process or another: each use asks the
 * database first. So what is remembered is what reading would find now, at a small part of the price. A database that
 * cannot tell is read each time. Thread-safe.
 *
 * @param <K> what a value is of; equal ones have equal values
 * @param <V> a value that nobody can change
 */
public final class Remembered<K, V> {
  private final Database database;
  private final int most;
  private volatile Memory<K, V> memory = new Memory<>(-1, new ConcurrentHashMap<>());

  /** What was read while the database had a stamp, or after. */
  private record Memory<K, V>(long stamp, Map<K, V> values) {}

  Remembered(Database database, int most) {
    this.database = database;
    this.most = most;
  }

  /**
   * The value as it is now.
   *
   * @param reading reads it, in one transaction; never {@code null}
   */
  public V of(K key, HandleCallback<V, RuntimeException> reading) {
    // Before it is read: a value that is newer than its stamp is read once more, and one that is older cannot be.
    OptionalLong stamp = database.stamp();
    if (stamp.isEmpty()) {
      return database.read(reading);
    }
    Memory<K, V> now = memory;
    if (now.stamp() != stamp.getAsLong()) {
      now = new Memory<>(stamp.getAsLong(), new ConcurrentHashMap<>());
      memory = now;
    }
    V known = now.values().get(key);
    if (known != null) {
      return known;
    }
    V read = database.read(reading);
    if (now.values().size() >= most) {
      now.values().clear();
    }
    now.values().put(key, read);
    return read;
  }
}
