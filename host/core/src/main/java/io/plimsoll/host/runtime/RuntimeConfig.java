package io.plimsoll.host.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link PluginRuntime} is started with.
 *
 * @param bundles folders of bundles, loaded in this order; each must exist
 * @param own plug-ins of the embedder's class path, which go before those of bundles
 * @param storage a folder for private files, made when it is not there; several hosts may share it
 * @param clock says when a plug-in that rests is tried again
 * @param limits what a call into a plug-in may take
 * @param gate says which jars may run
 * @param startDeadline how long the constructor of a plug-in may take that comes while the host runs
 */
public record RuntimeConfig(
    List<Path> bundles,
    List<Object> own,
    Path storage,
    Clock clock,
    GuardLimits limits,
    BundleGate gate,
    Duration startDeadline) {
  private static final Duration TO_START = Duration.ofSeconds(10);

  /** Keeps its own copies. */
  public RuntimeConfig {
    bundles = List.copyOf(bundles);
    own = List.copyOf(own);
  }

  /** One under which every jar may run, and a constructor may take ten seconds. */
  public RuntimeConfig(List<Path> bundles, List<Object> own, Path storage, Clock clock, GuardLimits limits) {
    this(bundles, own, storage, clock, limits, BundleGate.open(), TO_START);
  }

  /** The same with another gate. */
  public RuntimeConfig gate(BundleGate other) {
    return new RuntimeConfig(bundles, own, storage, clock, limits, other, startDeadline);
  }

  /** The same with another deadline for constructors. */
  public RuntimeConfig startDeadline(Duration other) {
    return new RuntimeConfig(bundles, own, storage, clock, limits, gate, other);
  }
}
