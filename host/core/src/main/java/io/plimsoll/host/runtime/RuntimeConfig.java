package io.plimsoll.host.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What a {@link PluginRuntime} is started with.
 *
 * @param bundles folders of bundles, loaded in this order; each must exist
 * @param own plug-ins of the embedder's class path, which go before those of bundles
 * @param storage a folder for private files, made when it is not there; several hosts may share it
 * @param clock says when a plug-in that rests is tried again
 * @param limits what a call into a plug-in may take
 */
public record RuntimeConfig(List<Path> bundles, List<Object> own, Path storage, Clock clock, GuardLimits limits) {
  /** Keeps its own copies. */
  public RuntimeConfig {
    bundles = List.copyOf(bundles);
    own = List.copyOf(own);
  }
}
