package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.BundleStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of all folders: what became of each, and the plug-ins that can be called. Thread-safe; what can be called
 * is read without waiting for anybody.
 */
final class BundleTable {
  private static final Logger LOG = LoggerFactory.getLogger(BundleTable.class);

  private final RuntimeConfig config;
  private final BundleLoader loader;
  private final List<DropFolder> folders;
  private final Map<Path, KnownJar> jars = new LinkedHashMap<>();
  private final BundlesInUse inUse;
  private final BundleNews news;
  private Object gate;

  BundleTable(RuntimeConfig config, BundleLoader loader, List<LoadedPlugin> own) {
    this.config = config;
    this.loader = loader;
    this.folders =
        Stream.concat(config.bundles().stream(), config.added().stream())
            .map(f -> f.toAbsolutePath().normalize())
            .distinct()
            .map(DropFolder::new)
            .toList();
    this.inUse = new BundlesInUse(own, jars.values());
    this.news = new BundleNews(config.clock());
    this.gate = config.gate().state();
  }

  /** The plug-ins that can be called now. */
  PluginVersions versions() {
    return inUse.versions();
  }

  /**
   * Takes in every jar that is there, before anybody can call one; runs no code of theirs.
   *
   * @throws PlimsollException {@code NOT_FOUND} when a folder cannot be listed
   */
  synchronized void fill() {
    List<Path> all = folders.stream().flatMap(f -> f.all().stream()).toList();
    for (BundleLoader.Judged judged : loader.load(all)) {
      KnownJar jar = new KnownJar(judged.file().file());
      jars.put(jar.path(), jar);
      InstalledBundle bundle = judged.bundle();
      List<String> conflicts = bundle == null ? List.of() : inUse.conflicts(jar, bundle);
      if (bundle == null) {
        refuse(jar, judged.file(), judged.digest(), State.REJECTED, judged.file().problems(), !config.gate().isOpen());
      } else if (!conflicts.isEmpty()) {
        String digest = bundle.copy().digest();
        bundle.uninstall();
        refuse(jar, bundle.file(), digest, State.REJECTED, conflicts, true);
      } else {
        jar.active(bundle);
      }
    }
    inUse.publish();
  }

  /** Tells from now on what becomes of jars. */
  synchronized void tell(BundleJournal journal, Consumer<BundleEvent> listener) {
    news.to(journal, listener);
  }

  /** What became of every jar up to now. */
  synchronized List<BundleEvent> events() {
    return jars.values().stream().map(jar -> news.of(jar.status())).toList();
  }

  /** Looks at the folders once and acts on what changed. */
  synchronized void look() {
    boolean freed = false;
    List<Path> settled = new ArrayList<>();
    for (DropFolder folder : folders) {
      DropFolder.Changes changes = folder.changes();
      for (Path gone : changes.gone()) {
        remove(gone);
        freed = true;
      }
      settled.addAll(changes.settled());
    }
    Object gateNow = config.gate().state();
    boolean again = freed || !gateNow.equals(gate);
    gate = gateNow;
    for (Path path : settled) {
      again |= take(jars.computeIfAbsent(path, KnownJar::new));
    }
    if (again) {
      jars.values().stream().filter(KnownJar::mayPassLater).toList().forEach(this::take);
    }
    jars.values().forEach(this::quarantine);
    inUse.unloadEnded();
  }

  /** How each jar stands, by file name. Starts plug-ins that no call has needed yet. */
  synchronized List<BundleStatus> statuses() {
    List<BundleStatus> all = new ArrayList<>();
    for (KnownJar jar : jars.values()) {
      quarantine(jar);
      InstalledBundle running = jar.running();
      List<String> problems =
          jar.state() == State.ACTIVE && running != null ? running.start(config.startDeadline()) : List.of();
      all.add(problems.isEmpty() ? jar.status() : jar.status(State.REJECTED, problems));
    }
    all.sort(Comparator.comparing(BundleStatus::file));
    return all;
  }

  /** How each plug-in stands, those on which something is still under way among them. Waits for nobody. */
  List<PluginStatus> plugins() {
    PluginVersions now = versions();
    List<PluginStatus> all = new ArrayList<>();
    now.all().forEach(plugin -> all.add(withUsage(plugin.status(), plugin.usage())));
    now.ending().forEach(plugin -> all.add(withUsage(ending(plugin), plugin.usage())));
    return all;
  }

  private static PluginStatus ending(LoadedPlugin plugin) {
    PluginId id = plugin.id();
    return new PluginStatus(
        id.name(), id.kind(), id.version(), id.file(), PluginStatus.State.ENDING, plugin.inUse(), 0, 0);
  }

  private static PluginStatus withUsage(PluginStatus status, PluginUsage usage) {
    return new PluginStatus(
        status.name(), status.kind(), status.version(), status.bundle(), status.state(), status.problem(), usage.calls(),
        usage.failures(), usage.p95(), usage.memory());
  }

  /** Bytes off the heap that plug-ins never gave back before their bundles were unloaded. */
  long leakedBefore() {
    return inUse.leakedBefore();
  }

  /** Every plug-in there is, those ending among them. */
  List<LoadedPlugin> everyPlugin() {
    PluginVersions now = versions();
    return Stream.concat(now.all().stream(), now.ending().stream()).toList();
  }

  /** Reads a jar that is new or different; answers whether the bundle before it was let go. */
  private boolean take(KnownJar jar) {
    BundleLoader.Judged judged = loader.load(List.of(jar.path())).get(0);
    InstalledBundle bundle = judged.bundle();
    DropFolder folder = folders.stream().filter(f -> f.has(jar.path())).findFirst().orElseThrow();
    if (!folder.isAsTaken(jar.path())) {
      // It changed while it was read, so nothing can be said of it before it settles again.
      if (bundle != null) {
        bundle.uninstall();
      }
      folder.again(jar.path());
      return false;
    }
    if (bundle == null) {
      boolean later = !config.gate().isOpen() && !config.gate().refusals(judged.file().name(), judged.digest()).isEmpty();
      refuseAndTell(jar, judged.file(), judged.digest(), State.REJECTED, judged.file().problems(), later);
      return false;
    }
    String digest = bundle.copy().digest();
    InstalledBundle running = jar.running();
    if (running != null && jar.state() == State.ACTIVE && running.copy().digest().equals(digest)) {
      // The same bytes again, only with another time.
      bundle.uninstall();
      return false;
    }
    return bundle.needsRestart() && waitsForRestart(jar, bundle, digest) ? false : takeBundle(jar, bundle, digest);
  }

  /** Whether a bundle that cannot be replaced while the host runs has to wait for its next start. */
  private boolean waitsForRestart(KnownJar jar, InstalledBundle bundle, String digest) {
    InstalledBundle same = inUse.takeBack(digest);
    if (same != null) {
      bundle.uninstall();
      jar.active(same);
      inUse.publish();
      news.happened(news.of(jar.status()));
      return true;
    }
    InstalledBundle earlier = inUse.ofTheSameName(bundle);
    if (earlier == null) {
      return false;
    }
    bundle.uninstall();
    jar.refused(
        bundle.file(), digest, State.RESTART,
        List.of(
            "it takes effect when the host starts again, because its code cannot be replaced while it runs; version "
                + earlier.version() + " stays in use until then"),
        false);
    news.happened(news.of(jar.status()));
    return true;
  }

  private boolean takeBundle(KnownJar jar, InstalledBundle bundle, String digest) {
    InstalledBundle old = jar.running();
    List<String> conflicts = inUse.conflicts(jar, bundle);
    if (!conflicts.isEmpty()) {
      bundle.uninstall();
      refuseAndTell(jar, bundle.file(), digest, State.REJECTED, conflicts, true);
      return false;
    }
    List<String> problems = bundle.start(config.startDeadline());
    if (!problems.isEmpty()) {
      boolean stuck = bundle.isStuck();
      inUse.unload(bundle);
      // A host that is being closed interrupts the start; that says nothing about the bundle.
      if (!Thread.currentThread().isInterrupted()) {
        refuseAndTell(jar, bundle.file(), digest, stuck ? State.QUARANTINED : State.REJECTED, problems, false);
      }
      return false;
    }
    BundleEvent event =
        news.event(old == null ? Outcome.ACTIVE : Outcome.UPDATED, KnownJar.activeWith(jar.path(), bundle));
    try {
      news.announce(event);
    } catch (PlimsollException e) {
      inUse.unload(bundle);
      refuseAndTell(
          jar, bundle.file(), digest, State.REJECTED, List.of("its arrival could not be recorded: " + e.getMessage()), true);
      return false;
    }
    jar.active(bundle);
    if (old == null) {
      inUse.publish();
    } else {
      inUse.replaced(old);
    }
    news.tell(event);
    return old != null;
  }

  private void remove(Path path) {
    KnownJar jar = jars.remove(path);
    if (jar == null || !jar.isJudged()) {
      return;
    }
    BundleStatus last = jar.status();
    InstalledBundle running = jar.running();
    List<String> left = running == null ? List.of() : inUse.removed(running);
    news.happened(
        news.event(
            Outcome.REMOVED,
            new BundleStatus(last.file(), last.folder(), last.name(), last.version(), last.digest(), last.state(), left)));
  }

  private void quarantine(KnownJar jar) {
    InstalledBundle running = jar.running();
    if (running == null || jar.state() != State.ACTIVE) {
      return;
    }
    List<String> why = running.quarantine();
    if (!why.isEmpty()) {
      jar.quarantined(why);
      news.happened(news.of(jar.status()));
    }
  }

  private static void refuse(
      KnownJar jar, BundleFile file, String digest, State as, List<String> why, boolean mayPassLater) {
    jar.refused(file, digest, as, why, mayPassLater);
    LOG.warn("Bundle {} is refused: {}", jar.path(), String.join("; ", why));
  }

  /** Refuses a jar and tells it, unless that is what everybody knows. */
  private void refuseAndTell(
      KnownJar jar, BundleFile file, String digest, State as, List<String> why, boolean mayPassLater) {
    BundleStatus before = jar.isJudged() ? jar.status() : null;
    refuse(jar, file, digest, as, why, mayPassLater);
    BundleStatus now = jar.status();
    if (!now.equals(before)) {
      news.happened(news.of(now));
    }
  }
}
