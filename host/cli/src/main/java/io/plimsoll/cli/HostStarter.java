package io.plimsoll.cli;

import io.plimsoll.api.Plimsoll;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Starts the host that a command needs; tests start their own. */
@FunctionalInterface
interface HostStarter {
  /**
   * @param requireLock whether only the bundles of the lock run
   * @param verbosity how many times {@code -v} was given
   */
  Plimsoll start(Path home, List<Path> bundles, boolean requireLock, Clock clock, int verbosity);
}
