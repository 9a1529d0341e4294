package io.plimsoll.host.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What a {@link PluginRuntime} is started with.
 *
 * @param bundles folders of bundles, loaded in this order; each must exist
 * @param storage a folder for this runtime alone: emptied at the start, removed at the end
 * @param clock says when a plug-in that rests is tried again
 * @param limits what a call into a plug-in may take
 */
public record RuntimeConfig(List<Path> bundles, Path storage, Clock clock, GuardLimits limits) {
  /** Keeps its own copy. */
  public RuntimeConfig {
    bundles = List.copyOf(bundles);
  }
}
