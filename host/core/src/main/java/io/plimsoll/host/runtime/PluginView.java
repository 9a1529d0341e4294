package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plug-ins as one caller sees them, who may be held to some of their versions and be refused others. */
final class PluginView implements PluginLookup {
  private final Supplier<PluginVersions> versions;
  private final PluginPins pins;
  private final PluginCaller caller;
  private final Map<Seen, Object> proxies = new ConcurrentHashMap<>();

  /** A plug-in as it was seen: with the abilities that its version had. */
  private record Seen(Class<?> kind, String name, Set<Class<?>> abilities) {}

  PluginView(Supplier<PluginVersions> versions, PluginPins pins, PluginCaller caller) {
    this.versions = versions;
    this.pins = pins;
    this.caller = caller;
  }

  @Override
  public <T> T find(Class<T> kind, String name) {
    while (true) {
      LoadedPlugin plugin = pick(kind, name, null);
      if (plugin.enter()) {
        try {
          return kind.cast(proxy(kind, name, plugin.interfaces()));
        } finally {
          plugin.leave();
        }
      }
    }
  }

  @Override
  public <T> Map<String, T> all(Class<T> kind) {
    Map<String, T> found = new LinkedHashMap<>();
    for (String name : versions.get().names(kind)) {
      if (refusal(kind, name) != null) {
        continue;
      }
      T plugin;
      try {
        plugin = find(kind, name);
      } catch (PlimsollException e) {
        // Counted and logged by its guard; whoever calls the plug-in meets it again.
        plugin = kind.cast(proxy(kind, name, kind));
      }
      found.put(name, plugin);
    }
    return found;
  }

  @Override
  public Map<String, PlimsollException> withheld(Class<?> kind) {
    Map<String, PlimsollException> withheld = new LinkedHashMap<>();
    for (String name : versions.get().names(kind)) {
      PlimsollException refusal = refusal(kind, name);
      if (refusal != null) {
        withheld.put(name, refusal);
      }
    }
    return withheld;
  }

  private @Nullable PlimsollException refusal(Class<?> kind, String name) {
    LoadedPlugin plugin;
    try {
      plugin = pick(kind, name, null);
    } catch (PlimsollException e) {
      // No version is within the pin: whoever calls the plug-in is told.
      return null;
    }
    return caller.refusal(plugin);
  }

  /** The version that new calls go to. */
  LoadedPlugin picked(Class<?> kind, String name) {
    return pick(kind, name, null);
  }

  /** The versions that new calls to the plug-ins of this name go to, one a kind. */
  List<LoadedPlugin> named(String name) {
    return versions.get().of(Object.class, name).stream()
        .map(LoadedPlugin::kind)
        .distinct()
        .map(kind -> pick(kind, name, null))
        .distinct()
        .toList();
  }

  @Override
  public boolean isCurrent(Object handedOut) {
    LoadedPlugin maker = versions.get().maker(handedOut);
    return maker == null || pick(maker.kind(), maker.id().name(), null) == maker;
  }

  private Object proxy(Class<?> kind, String name, Class<?>... abilities) {
    return proxies.computeIfAbsent(
        new Seen(kind, name, new HashSet<>(Arrays.asList(abilities))),
        seen ->
            Proxy.newProxyInstance(
                Plimsoll.class.getClassLoader(), abilities, (proxy, method, arguments) -> call(seen, proxy, method, arguments)));
  }

  private @Nullable Object call(Seen seen, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    if (method.getDeclaringClass() == Object.class) {
      return ofEveryObject(seen, proxy, method, arguments);
    }
    while (true) {
      LoadedPlugin plugin = pick(seen.kind(), seen.name(), arguments);
      if (plugin.enter()) {
        try {
          return plugin.call(caller, proxy, method, arguments);
        } finally {
          plugin.leave();
        }
      }
    }
  }

  /** The version that a call with these arguments goes to. */
  private LoadedPlugin pick(Class<?> kind, String name, @Nullable Object @Nullable [] arguments) {
    PluginVersions now = versions.get();
    if (arguments != null) {
      for (Object argument : arguments) {
        LoadedPlugin maker = makerOf(now, argument);
        if (maker != null && maker.id().name().equals(name) && kind.isAssignableFrom(maker.kind())) {
          return maker;
        }
      }
    }
    List<LoadedPlugin> offered = now.of(kind, name);
    for (LoadedPlugin plugin : offered) {
      PluginRange range = OwnPlugins.has(plugin) ? null : pins.of(plugin.id().kind(), name);
      if (range == null || range.includes(plugin.id().version())) {
        return plugin;
      }
    }
    throw offered.isEmpty() ? missing(kind, name, now.names(kind)) : pinnedOut(offered);
  }

  private static @Nullable LoadedPlugin makerOf(PluginVersions now, @Nullable Object argument) {
    Object one = argument instanceof List<?> list ? list.isEmpty() ? null : list.get(0) : argument;
    return one == null ? null : now.maker(one);
  }

  private static PlimsollException missing(Class<?> kind, String name, Set<String> names) {
    return new PlimsollException(
        ErrorCode.PLUGIN_MISSING,
        "There is no " + kind.getSimpleName() + " named " + name + ".",
        names.isEmpty()
            ? "No bundle offers any; look at the list of plug-ins for bundles that were refused."
            : "Use one of these: " + String.join(", ", names) + ".");
  }

  private PlimsollException pinnedOut(List<LoadedPlugin> offered) {
    PluginId id = offered.get(0).id();
    List<String> there = offered.stream().map(p -> p.id().version()).toList();
    return new PlimsollException(
        ErrorCode.PLUGIN_MISSING,
        "No version of plug-in " + id.name() + " (" + id.kind() + ") is in the range " + pins.of(id.kind(), id.name())
            + " that " + pins.whose() + " is pinned to; here is " + String.join(" and ", there) + ".",
        "Drop a version in that range into a folder of bundles, or pin another with: plimsoll plugins pin.");
  }

  private Object ofEveryObject(Seen seen, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "plug-in " + pick(seen.kind(), seen.name(), null).id();
    };
  }
}
