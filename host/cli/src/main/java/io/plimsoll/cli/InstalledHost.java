package io.plimsoll.cli;

import io.plimsoll.api.Plimsoll;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Starts the host that is installed beside the command line. */
final class InstalledHost implements HostStarter {
  @Override
  public Plimsoll start(
      Path home, List<Path> bundles, List<Path> added, boolean requireLock, boolean scheduled, Clock clock, int verbosity) {
    HostLog.open(home, verbosity);
    Plimsoll.Builder builder = Plimsoll.builder().home(home).clock(clock);
    bundles.forEach(builder::bundles);
    added.forEach(builder::addedBundles);
    String wrappingKey = System.getenv("PLIMSOLL_WRAPPING_KEY");
    if (wrappingKey != null && !wrappingKey.isBlank()) {
      builder.wrappingKey(Path.of(wrappingKey));
    }
    String keyWrapper = System.getenv("PLIMSOLL_KEY_WRAPPER");
    if (keyWrapper != null && !keyWrapper.isBlank()) {
      KeyWrapperVariable.read(keyWrapper, builder);
    }
    String idle = System.getenv("PLIMSOLL_SESSION_IDLE");
    if (idle != null && !idle.isBlank()) {
      builder.sessionIdle(SessionIdleVariable.read(idle));
    }
    if (requireLock) {
      builder.requireLock();
    }
    if (scheduled) {
      builder.scheduled();
    }
    return builder.build();
  }
}
