package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An accepted bundle: the copy of its jar, its place in the framework, and its plug-ins. Not thread-safe. */
final class InstalledBundle {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledBundle.class);

  private final BundleFile file;
  private final JarCopy copy;
  private final Bundle bundle;
  private final BundleTypes types;
  private final List<LoadedPlugin> plugins;
  private final boolean needsRestart;
  private long leaked;

  InstalledBundle(BundleFile file, JarCopy copy, Bundle bundle, BundleTypes types, List<LoadedPlugin> plugins) {
    this.file = file;
    this.copy = copy;
    this.bundle = bundle;
    this.types = types;
    this.plugins = List.copyOf(plugins);
    this.needsRestart = BundleLoader.needsRestart(bundle);
  }

  BundleFile file() {
    return file;
  }

  JarCopy copy() {
    return copy;
  }

  List<LoadedPlugin> plugins() {
    return plugins;
  }

  /** The version as the framework orders it. */
  String version() {
    return bundle.getVersion().toString();
  }

  /** Whether this is the same bundle in the same version. */
  boolean isSameBundle(InstalledBundle other) {
    return file.symbolicName().equals(other.file.symbolicName()) && version().equals(other.version());
  }

  /** Whether a new version has to wait for the next start of the host. */
  boolean needsRestart() {
    return needsRestart;
  }

  /**
   * Loads and constructs the plug-ins that no call has needed yet; answers why any cannot be, one reason for each.
   *
   * @param deadline for each
   */
  List<String> start(Duration deadline) {
    List<String> problems = new ArrayList<>();
    for (LoadedPlugin plugin : plugins) {
      try {
        plugin.start(deadline);
      } catch (PlimsollException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /** Gives up on plug-ins that could not be started; answers whether threads of them do not end. */
  boolean isStuck() {
    return plugins.stream().mapToInt(LoadedPlugin::endThreads).sum() > 0;
  }

  /** What quarantined it, one reason for each plug-in; empty when nothing did. */
  List<String> quarantine() {
    return plugins.stream()
        .map(LoadedPlugin::status)
        .filter(s -> s.state() == PluginStatus.State.QUARANTINED)
        .map(s -> "plug-in " + s.name() + " is not called any more: " + s.problem())
        .toList();
  }

  /** Ends its plug-ins when nothing of them is in use; answers whether they have ended. */
  boolean ends() {
    if (types.open() > 0) {
      return false;
    }
    boolean ended = true;
    for (LoadedPlugin plugin : plugins) {
      ended &= plugin.ends();
    }
    if (!ended) {
      return false;
    }
    plugins.forEach(LoadedPlugin::refuseCalls);
    return plugins.stream().allMatch(LoadedPlugin::awaitNoCall);
  }

  /** Why its plug-ins have not ended yet. */
  String inUse() {
    return plugins.get(0).inUse();
  }

  /** Closes the plug-ins, ends their threads and removes the bundle; answers what is left of it. */
  List<String> unload() {
    for (LoadedPlugin plugin : plugins) {
      try {
        plugin.close();
      } catch (PlimsollException e) {
        LOG.warn("Plug-in {} could not be closed: {}", plugin.id(), e.getMessage());
      }
    }
    int stuck = plugins.stream().mapToInt(LoadedPlugin::endThreads).sum();
    leaked = plugins.stream().mapToLong(LoadedPlugin::endMemory).sum();
    List<String> left = new ArrayList<>();
    if (leaked > 0) {
      left.add(leaked + " bytes off the heap that it never gave back stay taken until the host is closed");
    }
    if (stuck > 0) {
      left.add(stuck + " of its threads do not end and keep its classes in memory until the host starts again");
    }
    List<String> leaked = threadsLeaked();
    if (!leaked.isEmpty()) {
      left.add(
          "threads that it started go on and keep its classes in memory until they end: " + String.join(", ", leaked));
    }
    uninstall();
    return left;
  }

  /** Bytes off the heap that it never gave back, once it is unloaded. */
  long leaked() {
    return leaked;
  }

  /** Takes it out of the framework without a word to its plug-ins. */
  void uninstall() {
    try {
      bundle.uninstall();
    } catch (BundleException | IllegalStateException e) {
      LOG.warn("Bundle {} could not be removed from the framework: {}", file.name(), Verdict.inWords(e));
    }
    copy.close();
  }

  /** Threads it started itself: those that took over its class loader, other than the host's for it. */
  private List<String> threadsLeaked() {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring == null) {
      return List.of();
    }
    ClassLoader loader = wiring.getClassLoader();
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] all = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(all, true);
    List<String> leaked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!(all[i] instanceof PluginThread) && all[i].getContextClassLoader() == loader && all[i].isAlive()) {
        leaked.add(all[i].getName());
      }
    }
    return leaked;
  }
}
