package io.plimsoll.host.secret;

/**
 * Wraps the data keys of organisations: by a key of the operator's in a file, or by one that never leaves a vault.
 * Thread-safe.
 */
public interface KeyWrapper {
  /** Makes sure that there is a key; nothing to do for one that somebody else makes. */
  default void prepare() {}

  /** Which key it wraps with now; kept beside what it wrapped. */
  String id();

  /**
   * Wraps a key.
   *
   * @param context what the key is for; the same is needed to unwrap it
   */
  byte[] wrap(byte[] key, String context);

  /**
   * Unwraps a key.
   *
   * @throws io.plimsoll.api.PlimsollException when another key, or for another context, wrapped it
   */
  byte[] unwrap(byte[] wrapped, String context);
}
