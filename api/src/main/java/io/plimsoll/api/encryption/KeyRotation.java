package io.plimsoll.api.encryption;

import java.util.List;

/**
 * What a rotation did.
 *
 * @param key the key in force now
 * @param changed data keys that were wrapped again, or secrets that were sealed again
 * @param dropped old wrapping keys that nothing needs any more
 * @param waiting organisations that could not be reached, the first hundred; old keys are kept for them, and asking again
 *     goes on with them
 */
public record KeyRotation(String key, int changed, List<String> dropped, List<String> waiting) {
  /** Keeps its own copies. */
  public KeyRotation {
    dropped = List.copyOf(dropped);
    waiting = List.copyOf(waiting);
  }

  /** Whether nothing is left to do. */
  public boolean complete() {
    return waiting.isEmpty();
  }
}
