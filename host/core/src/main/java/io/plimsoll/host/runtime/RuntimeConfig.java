package io.plimsoll.host.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link PluginRuntime} is started with.
 *
 * @param bundles folders of bundles that the program brings, loaded in this order; each must exist. Their plug-ins
 *     have what they ask for unless an organisation decides otherwise
 * @param own plug-ins of the embedder's class path, which go before those of bundles
 * @param storage a folder for private files, made when it is not there; several hosts may share it
 * @param clock says when a plug-in that rests is tried again
 * @param limits what a call into a plug-in may take
 * @param gate says which jars may run
 * @param startDeadline how long the constructor of a plug-in may take that comes while the host runs
 * @param added folders of other people's bundles, loaded after these; their plug-ins have what organisations grant
 * @param watch told what becomes of plug-ins
 */
public record RuntimeConfig(
    List<Path> bundles,
    List<Object> own,
    Path storage,
    Clock clock,
    GuardLimits limits,
    BundleGate gate,
    Duration startDeadline,
    List<Path> added,
    PluginWatch watch) {
  private static final Duration TO_START = Duration.ofSeconds(10);

  /** Keeps its own copies. */
  public RuntimeConfig {
    bundles = List.copyOf(bundles);
    own = List.copyOf(own);
    added = List.copyOf(added);
  }

  /** One under which every jar may run, a constructor may take ten seconds, and nobody is told anything. */
  public RuntimeConfig(List<Path> bundles, List<Object> own, Path storage, Clock clock, GuardLimits limits) {
    this(bundles, own, storage, clock, limits, BundleGate.open(), TO_START, List.of(), change -> {});
  }

  /** The same with another gate. */
  public RuntimeConfig gate(BundleGate other) {
    return new RuntimeConfig(bundles, own, storage, clock, limits, other, startDeadline, added, watch);
  }

  /** The same with another deadline for constructors. */
  public RuntimeConfig startDeadline(Duration other) {
    return new RuntimeConfig(bundles, own, storage, clock, limits, gate, other, added, watch);
  }

  /** The same with other people's bundles from these folders. */
  public RuntimeConfig added(List<Path> folders) {
    return new RuntimeConfig(bundles, own, storage, clock, limits, gate, startDeadline, folders, watch);
  }

  /** The same with somebody told what becomes of plug-ins. */
  public RuntimeConfig watch(PluginWatch told) {
    return new RuntimeConfig(bundles, own, storage, clock, limits, gate, startDeadline, added, told);
  }

  /** Whether a file lies in a folder of the program's own bundles. */
  boolean brings(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return bundles.stream().map(b -> b.toAbsolutePath().normalize()).anyMatch(b -> b.equals(folder));
  }
}
