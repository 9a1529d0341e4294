package io.plimsoll.api.encryption;

import java.util.List;

/**
 * How the keys of a host stand.
 *
 * @param wrapper what wraps: {@code file}, or the name of a {@link KeyWrapper}
 * @param key the wrapping key in force; empty when nothing was sealed yet
 * @param oldKeys those still kept in the operator's file because data keys may need them
 * @param dataKeys how many data keys there are, the host's own among them
 * @param waiting whose data key an old wrapping key wraps, the first hundred; {@code host} is the host's own
 * @param unreachable organisations that could not be looked at, the first hundred
 */
public record EncryptionStatus(
    String wrapper, String key, List<String> oldKeys, int dataKeys, List<String> waiting, List<String> unreachable) {
  /** Keeps its own copies. */
  public EncryptionStatus {
    oldKeys = List.copyOf(oldKeys);
    waiting = List.copyOf(waiting);
    unreachable = List.copyOf(unreachable);
  }
}
