package io.plimsoll.host.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles whose plug-ins are in use: those of jars, those that outlive their jar because nothing can let go of
 * their code, and those on which something is still under way. Guarded by the table; {@link #versions} is read by
 * anybody.
 */
final class BundlesInUse {
  private static final Logger LOG = LoggerFactory.getLogger(BundlesInUse.class);

  private final List<LoadedPlugin> own;
  private final Collection<KnownJar> jars;
  private final List<InstalledBundle> kept = new ArrayList<>();
  private final List<InstalledBundle> ending = new ArrayList<>();
  private final AtomicLong leaked = new AtomicLong();
  private volatile PluginVersions versions;

  /**
   * @param own the embedder's plug-ins
   * @param jars a view of those known at any time
   */
  BundlesInUse(List<LoadedPlugin> own, Collection<KnownJar> jars) {
    this.own = own;
    this.jars = jars;
    this.versions = PluginVersions.of(own, List.of());
  }

  /** The plug-ins that can be called now. */
  PluginVersions versions() {
    return versions;
  }

  /** Lets callers see what the jars hold now. */
  void publish() {
    List<LoadedPlugin> callable = new ArrayList<>(own);
    running().forEach(bundle -> callable.addAll(bundle.plugins()));
    versions = PluginVersions.of(callable, ending.stream().flatMap(b -> b.plugins().stream()).toList());
  }

  private Stream<InstalledBundle> running() {
    return Stream.concat(jars.stream().map(KnownJar::running).filter(Objects::nonNull), kept.stream());
  }

  /** Ends a bundle that another one has replaced, as soon as nothing is under way on it. */
  void replaced(InstalledBundle bundle) {
    ending.add(bundle);
    publish();
  }

  /** Ends a bundle whose jar is gone; answers what is left of it, each a sentence without its subject. */
  List<String> removed(InstalledBundle bundle) {
    if (bundle.needsRestart()) {
      kept.add(bundle);
      publish();
      return List.of("it stays in use until the host starts again, because nothing can let go of its code before");
    }
    replaced(bundle);
    if (!bundle.ends()) {
      return List.of(bundle.inUse());
    }
    ending.remove(bundle);
    List<String> left = unload(bundle);
    publish();
    return left;
  }

  /** Unloads a bundle that nobody calls any more; answers what is left of it. */
  List<String> unload(InstalledBundle bundle) {
    List<String> left = bundle.unload();
    leaked.addAndGet(bundle.leaked());
    return left;
  }

  /** Bytes off the heap that plug-ins unloaded never gave back. */
  long leakedBefore() {
    return leaked.get();
  }

  /** Unloads the bundles on which nothing is under way any more. */
  void unloadEnded() {
    boolean changed = false;
    for (Iterator<InstalledBundle> each = ending.iterator(); each.hasNext(); ) {
      InstalledBundle bundle = each.next();
      if (bundle.ends()) {
        List<String> left = unload(bundle);
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

  /** The bundle of these very bytes that outlived its jar, which has it again from now on; {@code null} for none. */
  @Nullable InstalledBundle takeBack(String digest) {
    for (InstalledBundle bundle : kept) {
      if (bundle.copy().digest().equals(digest)) {
        kept.remove(bundle);
        return bundle;
      }
    }
    return null;
  }

  /** A bundle in use of the same symbolic name, of whatever version; {@code null} for none. */
  @Nullable InstalledBundle ofTheSameName(InstalledBundle bundle) {
    return Stream.concat(running(), ending.stream())
        .filter(b -> b.file().symbolicName().equals(bundle.file().symbolicName()))
        .findFirst()
        .orElse(null);
  }

  /** Why a bundle cannot stand beside the others, but for the one of its own jar. */
  List<String> conflicts(KnownJar jar, InstalledBundle bundle) {
    List<String> conflicts = new ArrayList<>();
    running().filter(other -> other != jar.running()).forEach(other -> addConflicts(other, bundle, conflicts));
    return conflicts;
  }

  private static void addConflicts(InstalledBundle other, InstalledBundle bundle, List<String> conflicts) {
    if (other.isSameBundle(bundle)) {
      conflicts.add("it is the same bundle in the same version as " + other.file().file());
      return;
    }
    for (LoadedPlugin plugin : bundle.plugins()) {
      if (other.plugins().stream().anyMatch(p -> p.isSameAs(plugin))) {
        conflicts.add(
            "its plug-in " + plugin.id().name() + " (" + plugin.id().kind() + ") is in " + other.file().file()
                + " too, in the same version " + plugin.id().version());
      }
    }
  }
}
