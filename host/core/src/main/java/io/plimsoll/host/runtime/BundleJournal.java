package io.plimsoll.host.runtime;

import io.plimsoll.api.bundle.BundleEvent;

/** Keeps account of what becomes of jars while the host runs. Called on one thread at a time. */
@FunctionalInterface
public interface BundleJournal {
  /**
   * Takes an event down. A bundle that comes or changes is put to use only when this returns.
   *
   * @throws io.plimsoll.api.PlimsollException when it cannot, which refuses the bundle
   */
  void record(BundleEvent event);
}
