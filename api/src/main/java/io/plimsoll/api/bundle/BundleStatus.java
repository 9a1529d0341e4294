package io.plimsoll.api.bundle;

import java.util.List;

/**
 * A jar in a folder of bundles, and where it stands.
 *
 * @param file its file name
 * @param folder the folder it lies in
 * @param name its symbolic name; empty when it is no bundle
 * @param version the version it names; empty when it names none
 * @param digest the SHA-256 of its bytes, in hexadecimal; empty when they cannot be read
 * @param reasons why it is not, or not quite, active, each a sentence without its subject; empty when it is
 */
public record BundleStatus(
    String file, String folder, String name, String version, String digest, State state, List<String> reasons) {

  /** Keeps its own copy. */
  public BundleStatus {
    reasons = List.copyOf(reasons);
  }

  /** Where a jar stands. */
  public enum State {
    /** Its plug-ins can be called. */
    ACTIVE,
    /** It was not accepted. */
    REJECTED,
    /** It was accepted, and threads stuck in one of its plug-ins ended its use. */
    QUARANTINED,
    /** It was accepted and waits for the next start of the host; the version before it stays in use. */
    RESTART
  }
}
