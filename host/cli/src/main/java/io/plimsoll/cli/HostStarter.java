package io.plimsoll.cli;

import io.plimsoll.api.Plimsoll;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Starts the host that a command needs; tests start their own. */
@FunctionalInterface
interface HostStarter {
  /**
   * @param bundles folders of the bundles that the program brings
   * @param added folders of other people's bundles
   * @param requireLock whether only the bundles of the lock run
   * @param scheduled whether it collects by schedule as long as it is up
   * @param verbosity how many times {@code -v} was given
   */
  Plimsoll start(
      Path home, List<Path> bundles, List<Path> added, boolean requireLock, boolean scheduled, Clock clock, int verbosity);
}
