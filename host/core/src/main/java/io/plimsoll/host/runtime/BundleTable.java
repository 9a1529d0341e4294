package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.BundleStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private final List<LoadedPlugin> own;
  private final List<DropFolder> folders;
  private final Map<Path, KnownJar> jars = new LinkedHashMap<>();
  private final List<InstalledBundle> ending = new ArrayList<>();
  private volatile PluginVersions versions;
  private BundleJournal journal = event -> {};
  private Consumer<BundleEvent> listener = event -> {};
  private Object gate;

  BundleTable(RuntimeConfig config, BundleLoader loader, List<LoadedPlugin> own) {
    this.config = config;
    this.loader = loader;
    this.own = own;
    this.folders =
        config.bundles().stream().map(f -> f.toAbsolutePath().normalize()).distinct().map(DropFolder::new).toList();
    this.versions = PluginVersions.of(own, List.of());
    this.gate = config.gate().state();
  }

  /** The plug-ins that can be called now. */
  PluginVersions versions() {
    return versions;
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
      List<String> conflicts = bundle == null ? List.of() : conflicts(jar, bundle);
      if (bundle == null) {
        refuse(jar, judged, State.REJECTED, judged.file().problems(), !config.gate().isOpen());
      } else if (!conflicts.isEmpty()) {
        String digest = bundle.copy().digest();
        bundle.uninstall();
        refuse(jar, new BundleLoader.Judged(bundle.file(), digest, null), State.REJECTED, conflicts, true);
      } else {
        jar.active(bundle);
      }
    }
    publish();
  }

  /** Tells from now on what becomes of jars. */
  synchronized void tell(BundleJournal account, Consumer<BundleEvent> audience) {
    journal = account;
    listener = audience;
  }

  /** What became of every jar up to now. */
  synchronized List<BundleEvent> events() {
    return jars.values().stream().map(jar -> event(outcome(jar.state()), jar.status())).toList();
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
      again |= take(path, jars.computeIfAbsent(path, KnownJar::new));
    }
    if (again) {
      jars.values().stream().filter(KnownJar::mayPassLater).toList().forEach(jar -> take(jar.path(), jar));
    }
    jars.values().forEach(this::quarantine);
    end();
  }

  /** How each jar stands, by file name. Starts plug-ins that no call has needed yet. */
  synchronized List<BundleStatus> statuses() {
    List<BundleStatus> all = new ArrayList<>();
    for (KnownJar jar : jars.values()) {
      InstalledBundle running = jar.running();
      quarantine(jar);
      List<String> problems =
          jar.state() == State.ACTIVE && running != null ? running.start(config.startDeadline()) : List.of();
      all.add(problems.isEmpty() ? jar.status() : jar.status(State.REJECTED, problems));
    }
    all.sort(Comparator.comparing(BundleStatus::file));
    return all;
  }

  /** How each plug-in stands, those on which something is still under way among them. Waits for nobody. */
  List<PluginStatus> plugins() {
    PluginVersions now = versions;
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

  /** Every plug-in there is, those ending among them. */
  List<LoadedPlugin> everyPlugin() {
    PluginVersions now = versions;
    return Stream.concat(now.all().stream(), now.ending().stream()).toList();
  }

  /** Reads a jar that is new or different; answers whether the bundle before it was let go. */
  private boolean take(Path path, KnownJar jar) {
    BundleLoader.Judged judged = loader.load(List.of(path)).get(0);
    InstalledBundle bundle = judged.bundle();
    DropFolder folder = folders.stream().filter(f -> f.isAsTaken(path)).findFirst().orElse(null);
    if (folder == null) {
      // It changed while it was read, so nothing can be said of it before it settles again.
      if (bundle != null) {
        bundle.uninstall();
      }
      folders.forEach(f -> f.again(path));
      return false;
    }
    BundleStatus before = jar.status();
    if (bundle == null) {
      boolean later = !config.gate().isOpen() && !config.gate().refusals(judged.file().name(), judged.digest()).isEmpty();
      refuse(jar, judged, State.REJECTED, judged.file().problems(), later);
      tellRefusal(jar, before);
      return false;
    }
    return takeBundle(jar, bundle, before);
  }

  private boolean takeBundle(KnownJar jar, InstalledBundle bundle, BundleStatus before) {
    InstalledBundle old = jar.running();
    String digest = bundle.copy().digest();
    BundleLoader.Judged refused = new BundleLoader.Judged(bundle.file(), digest, null);
    if (old != null && jar.state() == State.ACTIVE && old.copy().digest().equals(digest)) {
      // The same bytes again, only with another time.
      bundle.uninstall();
      return false;
    }
    InstalledBundle earlier = bundle.needsRestart() ? sameName(bundle) : null;
    if (earlier != null) {
      bundle.uninstall();
      jar.refused(bundle.file(), digest, State.RESTART, List.of(restart(earlier)), false);
      record(event(Outcome.UPDATED, jar.status()));
      return false;
    }
    List<String> conflicts = conflicts(jar, bundle);
    if (!conflicts.isEmpty()) {
      bundle.uninstall();
      refuse(jar, refused, State.REJECTED, conflicts, true);
      tellRefusal(jar, before);
      return false;
    }
    List<String> problems = bundle.start(config.startDeadline());
    if (!problems.isEmpty()) {
      boolean stuck = bundle.isStuck();
      bundle.unload();
      refuse(jar, refused, stuck ? State.QUARANTINED : State.REJECTED, problems, false);
      tellRefusal(jar, before);
      return false;
    }
    BundleStatus after = KnownJar.activeWith(jar.path(), bundle);
    BundleEvent event = event(old == null ? Outcome.ACTIVE : Outcome.UPDATED, after);
    try {
      journal.record(event);
    } catch (PlimsollException e) {
      bundle.unload();
      refuse(jar, refused, State.REJECTED, List.of("its arrival could not be recorded: " + e.getMessage()), true);
      tellRefusal(jar, before);
      return false;
    }
    jar.active(bundle);
    if (old != null) {
      ending.add(old);
    }
    publish();
    tellListener(event);
    return old != null;
  }

  private static String restart(InstalledBundle earlier) {
    return "it takes effect when the host starts again, because its code cannot be replaced while it runs; version "
        + earlier.version() + " stays in use until then";
  }

  private void remove(Path path) {
    KnownJar jar = jars.remove(path);
    if (jar == null) {
      return;
    }
    BundleStatus last = jar.status();
    InstalledBundle running = jar.running();
    List<String> left = new ArrayList<>();
    if (running != null) {
      ending.add(running);
      publish();
      if (running.ends()) {
        ending.remove(running);
        left.addAll(running.unload());
        if (running.needsRestart()) {
          left.add("its code may stay in memory until the host starts again");
        }
        publish();
      } else {
        left.add(running.inUse());
      }
    }
    record(
        event(
            Outcome.REMOVED,
            new BundleStatus(last.file(), last.folder(), last.name(), last.version(), last.digest(), last.state(), left)));
  }

  /** Unloads what ended. */
  private void end() {
    boolean changed = false;
    for (Iterator<InstalledBundle> each = ending.iterator(); each.hasNext(); ) {
      InstalledBundle bundle = each.next();
      if (bundle.ends()) {
        List<String> left = bundle.unload();
        each.remove();
        changed = true;
        LOG.info("Bundle {} version {} is unloaded", bundle.file().name(), bundle.version());
        left.forEach(what -> LOG.warn("Of bundle {} version {}: {}", bundle.file().name(), bundle.version(), what));
      }
    }
    if (changed) {
      publish();
    }
  }

  private void quarantine(KnownJar jar) {
    InstalledBundle running = jar.running();
    if (running == null || jar.state() != State.ACTIVE) {
      return;
    }
    List<String> why = running.quarantine();
    if (!why.isEmpty()) {
      jar.quarantined(why);
      record(event(Outcome.QUARANTINED, jar.status()));
    }
  }

  /** Why a bundle cannot stand beside the others. */
  private List<String> conflicts(KnownJar jar, InstalledBundle bundle) {
    List<String> conflicts = new ArrayList<>();
    for (KnownJar other : jars.values()) {
      InstalledBundle running = other.running();
      if (other == jar || running == null) {
        continue;
      }
      if (running.isSameBundle(bundle)) {
        conflicts.add("it is the same bundle in the same version as " + other.path());
        continue;
      }
      for (LoadedPlugin plugin : bundle.plugins()) {
        if (running.plugins().stream().anyMatch(p -> p.isSameAs(plugin))) {
          conflicts.add(
              "its plug-in " + plugin.id().name() + " (" + plugin.id().kind() + ") is in " + other.path()
                  + " too, in the same version " + plugin.id().version());
        }
      }
    }
    return conflicts;
  }

  private @Nullable InstalledBundle sameName(InstalledBundle bundle) {
    return Stream.concat(jars.values().stream().map(KnownJar::running).filter(Objects::nonNull), ending.stream())
        .filter(b -> b.file().symbolicName().equals(bundle.file().symbolicName()))
        .findFirst()
        .orElse(null);
  }

  private void refuse(KnownJar jar, BundleLoader.Judged judged, State as, List<String> why, boolean mayPassLater) {
    jar.refused(judged.file(), judged.digest(), as, why, mayPassLater);
    LOG.warn("Bundle {} is refused: {}", jar.path(), String.join("; ", why));
  }

  /** Tells that a jar was refused, unless that is what everybody knows. */
  private void tellRefusal(KnownJar jar, BundleStatus before) {
    BundleStatus now = jar.status();
    if (!now.equals(before)) {
      record(event(outcome(now.state()), now));
    }
  }

  private void record(BundleEvent event) {
    try {
      journal.record(event);
    } catch (PlimsollException e) {
      LOG.error("That bundle {} is {} could not be recorded: {}", event.bundle().file(), event.outcome(), e.getMessage());
    }
    tellListener(event);
  }

  private void tellListener(BundleEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("The listener for bundles failed at {}", event.bundle().file(), e);
    }
  }

  private BundleEvent event(Outcome outcome, BundleStatus status) {
    return new BundleEvent(config.clock().instant(), outcome, status);
  }

  private static Outcome outcome(State state) {
    return switch (state) {
      case ACTIVE -> Outcome.ACTIVE;
      case REJECTED -> Outcome.REJECTED;
      case QUARANTINED -> Outcome.QUARANTINED;
      case RESTART -> Outcome.UPDATED;
    };
  }

  private void publish() {
    List<LoadedPlugin> callable = new ArrayList<>(own);
    jars.values().stream()
        .map(KnownJar::running)
        .filter(Objects::nonNull)
        .map(InstalledBundle::plugins)
        .flatMap(Collection::stream)
        .forEach(callable::add);
    versions = PluginVersions.of(callable, ending.stream().flatMap(b -> b.plugins().stream()).toList());
  }
}
