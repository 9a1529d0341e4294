package io.plimsoll.api.bundle;

/**
 * A jar and what the lock says of it.
 *
 * @param file its file name
 * @param name its symbolic name
 * @param digest the SHA-256 of its bytes, in hexadecimal; of a missing one, as the lock lists it
 * @param problem what is wrong, a sentence without its subject; empty when it is locked
 */
public record LockedBundle(String file, String name, String version, String digest, State state, String problem) {

  /** What the lock says of a jar. */
  public enum State {
    /** It lists these very bytes. */
    LOCKED,
    /** It lists other bytes under this file name. */
    CHANGED,
    /** It does not list it. */
    UNLISTED,
    /** It lists it, and no folder has it. */
    MISSING
  }
}
