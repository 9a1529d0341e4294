package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plug-ins out of folders of bundles, found by kind and name and called through a guard. Thread-safe; several
 * can live in one JVM.
 *
 * <p>Nobody but the guard holds an object of a plug-in: what {@link #find} answers, and what calls into it hand
 * out, fails with a {@link io.plimsoll.api.plugin.PluginException} that names the plug-in and never hangs beyond
 * its deadline. A guard contains faulty code, not hostile code.
 *
 * <pre>{@code
 * try (PluginRuntime plugins = PluginRuntime.start(config)) {
 *   ExportReader csv = plugins.find(ExportReader.class, "csv");
 * }
 * }</pre>
 */
public final class PluginRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginRuntime.class);

  /** How long calls under way have to end when the runtime is closed. */
  private static final Duration RUNNING_CALLS = Duration.ofSeconds(3);

  private final EmbeddedFramework framework;
  private final List<LoadedPlugin> plugins;
  private final List<PluginStatus> refused;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PluginRuntime(EmbeddedFramework framework, List<LoadedPlugin> plugins, List<PluginStatus> refused) {
    this.framework = framework;
    this.plugins = List.copyOf(plugins);
    this.refused = List.copyOf(refused);
  }

  /**
   * Loads the bundles; a bundle that is refused stops nobody and shows in {@link #statuses()}. The caller closes
   * the runtime.
   *
   * @throws PlimsollException {@code NOT_FOUND} for a folder that is not there, {@code INVALID_REQUEST} for an object
   *     of the embedder that is no plug-in
   */
  public static PluginRuntime start(RuntimeConfig config) {
    EmbeddedFramework framework = EmbeddedFramework.open(config.storage());
    try {
      List<LoadedPlugin> all = new ArrayList<>(OwnPlugins.of(config));
      BundleLoader loader = new BundleLoader(framework.context(), config).load();
      List<PluginStatus> refused = new ArrayList<>(loader.refused());
      all.addAll(loader.plugins());
      return new PluginRuntime(framework, newestOfEach(all, refused), refused);
    } catch (RuntimeException | Error e) {
      framework.close();
      throw e;
    }
  }

  /**
   * The plug-in of this kind and name. Its constructor runs when it is asked for first.
   *
   * @param kind an interface of the API; a plug-in of a narrower kind is found too
   * @throws PlimsollException {@code PLUGIN_MISSING} naming those there are
   * @throws io.plimsoll.api.plugin.PluginException when it cannot be constructed
   */
  public <T> T find(Class<T> kind, String name) {
    LoadedPlugin plugin = ofKind(kind).get(name);
    if (plugin == null) {
      throw new PlimsollException(
          ErrorCode.PLUGIN_MISSING,
          "There is no " + kind.getSimpleName() + " named " + name + ".",
          ofKind(kind).isEmpty()
              ? "No bundle offers any; look at the list of plug-ins for bundles that were refused."
              : "Use one of these: " + String.join(", ", ofKind(kind).keySet()) + ".");
    }
    return kind.cast(plugin.proxy());
  }

  /** The plug-ins of this kind by name; one that cannot be constructed fails when it is called. */
  public <T> Map<String, T> all(Class<T> kind) {
    Map<String, T> found = new LinkedHashMap<>();
    ofKind(kind).forEach((name, plugin) -> found.put(name, kind.cast(plugin.proxyEvenIfBroken())));
    return found;
  }

  /** Every plug-in, and every bundle or plug-in that was refused, by name. */
  public List<PluginStatus> statuses() {
    List<PluginStatus> all = new ArrayList<>(refused);
    plugins.forEach(plugin -> all.add(plugin.status()));
    all.sort(Comparator.comparing(PluginStatus::name).thenComparing(PluginStatus::kind));
    return all;
  }

  /** What each plug-in loaded did and takes up to now, by name. */
  public List<PluginUsage> usage() {
    return plugins.stream()
        .map(LoadedPlugin::usage)
        .sorted(Comparator.comparing(PluginUsage::plugin).thenComparing(PluginUsage::kind))
        .toList();
  }

  /**
   * Refuses new calls, gives those under way three seconds, closes each plug-in once, ends its threads and
   * removes the private files.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    plugins.forEach(LoadedPlugin::refuseCalls);
    long until = System.nanoTime() + RUNNING_CALLS.toNanos();
    for (LoadedPlugin plugin : plugins) {
      if (!plugin.awaitCalls(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
        LOG.warn("Plug-in {} is closed while calls into it are under way", plugin.id());
      }
    }
    for (LoadedPlugin plugin : plugins) {
      try {
        plugin.close();
      } catch (PlimsollException e) {
        LOG.warn("Plug-in {} could not be closed: {}", plugin.id(), e.code());
      }
    }
    for (LoadedPlugin plugin : plugins) {
      int left = plugin.endThreads();
      if (left > 0) {
        LOG.warn("{} threads of plug-in {} do not end", left, plugin.id());
      }
    }
    framework.close();
  }

  private Map<String, LoadedPlugin> ofKind(Class<?> kind) {
    Map<String, LoadedPlugin> found = new TreeMap<>();
    for (LoadedPlugin plugin : plugins) {
      if (kind.isAssignableFrom(plugin.kind())) {
        found.put(plugin.id().name(), plugin);
      }
    }
    return found;
  }

  /** Of plug-ins of one kind and name, the embedder's own or else the newest; the others are refused. */
  private static List<LoadedPlugin> newestOfEach(List<LoadedPlugin> all, List<PluginStatus> refused) {
    Map<String, LoadedPlugin> newest = new LinkedHashMap<>();
    for (LoadedPlugin plugin : all) {
      newest.merge(
          plugin.kind().getName() + " " + plugin.id().name(),
          plugin,
          (one, other) -> {
            boolean newer = !OwnPlugins.has(one) && version(other).compareTo(version(one)) > 0;
            refused.add(outdone(newer ? one.id() : other.id(), newer ? other.id() : one.id()));
            return newer ? other : one;
          });
    }
    return List.copyOf(newest.values());
  }

  private static PluginStatus outdone(PluginId older, PluginId newer) {
    return new PluginStatus(
        older.name(),
        older.kind(),
        older.version(),
        older.file(),
        PluginStatus.State.REJECTED,
        "the plug-in of the same name in " + newer.file() + ", version " + newer.version() + ", is used instead",
        0,
        0);
  }

  private static Version version(LoadedPlugin plugin) {
    return Version.parseVersion(plugin.id().version());
  }
}
