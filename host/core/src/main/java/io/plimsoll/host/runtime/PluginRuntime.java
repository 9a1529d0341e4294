package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
public final class PluginRuntime implements PluginLookup, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginRuntime.class);

  /** How long calls under way have to end when the runtime is closed. */
  private static final Duration RUNNING_CALLS = Duration.ofSeconds(3);

  private final EmbeddedFramework framework;
  private final BundleTable table;
  private final PluginView view;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable ScheduledExecutorService watch;

  private PluginRuntime(EmbeddedFramework framework, BundleTable table) {
    this.framework = framework;
    this.table = table;
    this.view = new PluginView(table::versions, (kind, name) -> null, PluginCaller.NOBODY);
  }

  /**
   * Loads the bundles; a bundle that is refused stops nobody and shows in {@link #bundles()}. The caller closes the
   * runtime.
   *
   * @throws PlimsollException {@code NOT_FOUND} for a folder that is not there, {@code INVALID_REQUEST} for an object
   *     of the embedder that is no plug-in
   */
  public static PluginRuntime start(RuntimeConfig config) {
    EmbeddedFramework framework = EmbeddedFramework.open(config.storage());
    try {
      BundleTable table = new BundleTable(config, new BundleLoader(framework, config), OwnPlugins.of(config));
      table.fill();
      return new PluginRuntime(framework, table);
    } catch (RuntimeException | Error e) {
      framework.close();
      throw e;
    }
  }

  /**
   * Looks at the folders of bundles from now on, as often as this, and acts on what changed, until the runtime is
   * closed.
   *
   * @param journal takes down what becomes of jars
   * @param listener told of it afterwards, on the one thread that looks
   */
  public synchronized void watch(Duration every, BundleJournal journal, Consumer<BundleEvent> listener) {
    table.tell(journal, listener);
    if (watch != null || closed.get()) {
      return;
    }
    watch =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(null, work, "plimsoll-bundles", 0, false);
              thread.setDaemon(true);
              return thread;
            });
    watch.scheduleWithFixedDelay(this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What became of every jar there is. */
  public List<BundleEvent> events() {
    return table.events();
  }

  /** Looks at the folders of bundles once. */
  void look() {
    try {
      table.look();
    } catch (RuntimeException | Error e) {
      // Whatever one jar did, the next look is for all of them.
      LOG.error("The folders of bundles could not be looked at; they are looked at again", e);
    }
  }

  @Override
  public <T> T find(Class<T> kind, String name) {
    return view.find(kind, name);
  }

  @Override
  public <T> Map<String, T> all(Class<T> kind) {
    return view.all(kind);
  }

  @Override
  public boolean isCurrent(Object handedOut) {
    return view.isCurrent(handedOut);
  }

  /** None: what is on nobody's behalf needs nobody's grant. */
  @Override
  public Map<String, PlimsollException> withheld(Class<?> kind) {
    return view.withheld(kind);
  }

  /** The plug-ins as somebody sees them who is held to some of their versions, and calls them on nobody's behalf. */
  public PluginLookup pinned(PluginPins pins) {
    return view(pins, PluginCaller.NOBODY);
  }

  /** The plug-ins as this caller sees them. */
  PluginView view(PluginPins pins, PluginCaller caller) {
    return new PluginView(table::versions, pins, caller);
  }

  /** Every plug-in by name, the newest version first. */
  public List<PluginStatus> statuses() {
    List<PluginStatus> all = new ArrayList<>(table.plugins());
    // Stable, so that the newest version, which comes first, stays so.
    all.sort(Comparator.comparing(PluginStatus::name).thenComparing(PluginStatus::kind));
    return all;
  }

  /** Every jar by file name. Starts plug-ins that no call has needed yet. */
  public List<BundleStatus> bundles() {
    return table.statuses();
  }

  /** What each plug-in loaded did and takes up to now, by name. */
  public List<PluginUsage> usage() {
    return table.everyPlugin().stream()
        .map(LoadedPlugin::usage)
        .sorted(Comparator.comparing(PluginUsage::plugin).thenComparing(PluginUsage::kind))
        .toList();
  }

  /** Bytes off the heap that plug-ins hold beyond what they were used for, those unloaded among them. */
  public long leaked() {
    return table.leakedBefore() + usage().stream().mapToLong(PluginUsage::leaked).sum();
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
    endWatch();
    List<LoadedPlugin> plugins = table.everyPlugin();
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
      long leaked = plugin.endMemory();
      if (leaked > 0) {
        LOG.warn("Plug-in {} never gave back {} bytes off the heap", plugin.id(), leaked);
      }
    }
    framework.close();
  }

  private synchronized void endWatch() {
    if (watch == null) {
      return;
    }
    watch.shutdownNow();
    try {
      if (!watch.awaitTermination(RUNNING_CALLS.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A bundle is still being started while the host is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
