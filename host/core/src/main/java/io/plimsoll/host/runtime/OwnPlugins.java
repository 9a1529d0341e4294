package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plug-ins that the embedder hands over as objects of its own class path; they come from no bundle. */
final class OwnPlugins {
  /** They have none of their own: their version is the embedder's matter. */
  private static final String VERSION = "0.0.0";

  private OwnPlugins() {}

  /** Those of this host, each behind a guard like any other. */
  static List<LoadedPlugin> of(RuntimeConfig config) {
    Map<String, Object> known = new HashMap<>();
    List<LoadedPlugin> plugins = new ArrayList<>();
    for (Object own : config.own()) {
      LoadedPlugin plugin = plugin(own, config);
      Object other = known.putIfAbsent(plugin.kind().getName() + " " + plugin.id().name(), own);
      if (other != null) {
        throw refused(
            own, "has the name " + plugin.id().name() + ", as " + other.getClass().getName() + " has",
            "Give plug-ins of one kind names of their own.");
      }
      plugins.add(plugin);
    }
    return plugins;
  }

  /** Whether the embedder handed this one over. */
  static boolean has(LoadedPlugin plugin) {
    return plugin.id().version().equals(VERSION) && !plugin.id().file().endsWith(".jar");
  }

  private static LoadedPlugin plugin(Object own, RuntimeConfig config) {
    Class<?> type = own.getClass();
    Plugin declared = type.getAnnotation(Plugin.class);
    if (declared == null) {
      throw refused(own, "is no plug-in: its class has no annotation @Plugin",
          "Annotate it with @Plugin(name = \"...\", type = ...).");
    }
    if (!BundleLoader.isName(declared.name())) {
      throw refused(own, "has the name '" + declared.name() + "'", "Use lower-case letters, digits and hyphens.");
    }
    Class<?> kind = declared.type();
    if (!CallPlan.isGuarded(kind)) {
      throw refused(own, "is of type " + kind.getName() + ", which is no kind of this API",
          "Name an interface of the API in @Plugin, such as AnomalyDetector.class.");
    }
    if (!kind.isInstance(own)) {
      throw refused(own, "does not implement " + kind.getName(), "Implement the type that @Plugin names.");
    }
    PluginId id = new PluginId(declared.name(), kind.getSimpleName(), VERSION, type.getName());
    // The embedder brings them, as he brings the bundles of his program.
    PluginNeeds needs = PluginNeeds.of(kind, grants(declared.needs()), grants(declared.uses()), true);
    return new LoadedPlugin(
        id, kind, () -> own, type.getClassLoader(), new BundleTypes(config.limits()), needs, config);
  }

  private static Set<Grant> grants(Grant[] named) {
    return new LinkedHashSet<>(Arrays.asList(named));
  }

  private static PlimsollException refused(Object own, String why, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, own.getClass().getName() + " " + why + ".", advice);
  }
}
