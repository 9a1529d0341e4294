package io.plimsoll.api.encryption;

import io.plimsoll.api.PlimsollException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The way to one wrapping key. Thread-safe; closed by the host.
 *
 * <p>Each method throws {@link PlimsollException} with {@code ACCESS_DENIED} when the host may not use the key, and
 * {@code STORAGE_UNAVAILABLE} when the place it lies in cannot be reached.
 */
@ConsumerType
public interface OpenKeyWrapper extends AutoCloseable {
  /** Which key, in which version, wraps now: another one after it was replaced. At most 300 characters. */
  String id();

  /**
   * Wraps a data key, of a few hundred bytes.
   *
   * @param context what the key is for; the same is needed to unwrap it
   * @return everything that {@link #unwrap} needs, the version of the key among it
   */
  byte[] wrap(byte[] key, String context);

  /**
   * Unwraps a data key that this key wrapped, in whatever version.
   *
   * @throws PlimsollException {@code STORAGE_CORRUPT} when another key, or for another context, wrapped it, or it was
   *     changed
   */
  byte[] unwrap(byte[] wrapped, String context);

  @Override
  void close();
}
