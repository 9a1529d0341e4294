package io.plimsoll.api.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A lock of bundles compared with the bundles there are.
 *
 * @param file the lock
 * @param publicKey the key it is signed with, X.509 encoded in base 64
 * @param bundles by file name
 */
public record BundleLock(Path file, String publicKey, List<LockedBundle> bundles) {

  /** Keeps its own copy. */
  public BundleLock {
    bundles = List.copyOf(bundles);
  }

  /** Whether every bundle is locked, and every locked one is there. */
  public boolean holds() {
    return bundles.stream().allMatch(b -> b.state() == LockedBundle.State.LOCKED);
  }
}
