package io.plimsoll.host.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * The plug-ins that can be called at a moment: a value, replaced as a whole.
 *
 * @param ending those whose bundles are gone and on which something is still under way
 */
record PluginVersions(Map<String, List<LoadedPlugin>> byName, List<LoadedPlugin> ending) {
  private static final Comparator<LoadedPlugin> BEST_FIRST =
      Comparator.comparing(OwnPlugins::has)
          .thenComparing((LoadedPlugin plugin) -> Version.parseVersion(plugin.id().version()))
          .reversed();

  /** These, those the embedder handed over first and then the newest. */
  static PluginVersions of(List<LoadedPlugin> plugins, List<LoadedPlugin> ending) {
    Map<String, List<LoadedPlugin>> byName = new HashMap<>();
    plugins.stream()
        .sorted(BEST_FIRST)
        .forEach(plugin -> byName.computeIfAbsent(plugin.id().name(), n -> new ArrayList<>()).add(plugin));
    return new PluginVersions(byName, List.copyOf(ending));
  }

  /** Every version of a plug-in, the one to be used first. */
  List<LoadedPlugin> of(Class<?> kind, String name) {
    return byName.getOrDefault(name, List.of()).stream().filter(p -> kind.isAssignableFrom(p.kind())).toList();
  }

  /** The names of the plug-ins of a kind. */
  Set<String> names(Class<?> kind) {
    Set<String> names = new TreeSet<>();
    byName.values().forEach(versions ->
        versions.stream().filter(p -> kind.isAssignableFrom(p.kind())).forEach(p -> names.add(p.id().name())));
    return names;
  }

  /** All that can be called. */
  List<LoadedPlugin> all() {
    return byName.values().stream().flatMap(List::stream).toList();
  }

  /** The plug-in that handed this object out, or {@code null} when it has ended or there is none. */
  @Nullable LoadedPlugin maker(Object handedOut) {
    if (GuardedObject.behind(handedOut) == null) {
      return null;
    }
    LoadedPlugin found = maker(ending, handedOut);
    for (List<LoadedPlugin> versions : byName.values()) {
      if (found != null) {
        return found;
      }
      found = maker(versions, handedOut);
    }
    return found;
  }

  /** Plain, since each question asks it of each file that is open. */
  private static @Nullable LoadedPlugin maker(List<LoadedPlugin> plugins, Object handedOut) {
    for (LoadedPlugin plugin : plugins) {
      if (plugin.made(handedOut) && !plugin.hasEnded()) {
        return plugin;
      }
    }
    return null;
  }
}
