package io.plimsoll.cli;

import io.plimsoll.api.Plimsoll;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Starts the host that a command needs; tests start their own. */
@FunctionalInterface
interface HostStarter {
  /**
   * @param verbosity how many times {@code -v} was given
   */
  Plimsoll start(Path home, List<Path> bundles, Clock clock, int verbosity);
}
