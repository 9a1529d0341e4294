package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A plug-in of an accepted bundle. Nothing of its code is loaded before it is needed. */
final class LoadedPlugin {
  private final PluginId id;
  private final Class<?> kind;
  private final Making making;
  private final BundleTypes types;
  private final GuardLimits limits;
  private final Guard guard;
  private final GuardedObject root;
  private volatile @Nullable Object instance;
  private @Nullable Object proxy;

  LoadedPlugin(
      PluginId id, Class<?> kind, String className, Bundle bundle, BundleTypes types, GuardLimits limits, Clock clock) {
    this(
        id, kind, () -> create(bundle, className, kind), bundle.adapt(BundleWiring.class).getClassLoader(), types, limits,
        clock);
  }

  /** How its object is made; its class loader is that of the threads that run it. */
  LoadedPlugin(
      PluginId id, Class<?> kind, Making making, ClassLoader loader, BundleTypes types, GuardLimits limits, Clock clock) {
    this.id = id;
    this.kind = kind;
    this.making = making;
    this.types = types;
    this.limits = limits;
    this.guard = new Guard(id, loader, limits, clock);
    this.root = new GuardedObject(guard, types, this::instance);
  }

  /** Makes the object of a plug-in. */
  @FunctionalInterface
  interface Making {
    Object make() throws Throwable;
  }

  PluginId id() {
    return id;
  }

  Class<?> kind() {
    return kind;
  }

  PluginStatus status() {
    return guard.status();
  }

  PluginUsage usage() {
    return guard.usage();
  }

  /** The plug-in as others see it, with its optional abilities; constructs it when it is not yet there. */
  synchronized Object proxy() {
    if (proxy == null) {
      proxy = root.proxy(types.guarded(instance().getClass()));
    }
    return proxy;
  }

  /** As {@link #proxy()}, but a plug-in that cannot be constructed fails when it is called, not now. */
  Object proxyEvenIfBroken() {
    try {
      return proxy();
    } catch (PlimsollException e) {
      // The guard has counted and logged it, and whoever calls the plug-in meets it again.
      return root.proxy(kind);
    }
  }

  void refuseCalls() {
    guard.refuseCalls();
  }

  /** Waits for the calls under way; answers whether they ended. */
  boolean awaitCalls(Duration wait) {
    return guard.awaitCalls(wait);
  }

  /** Closes the plug-in when it was ever constructed and can be closed. */
  void close() {
    Object made = instance;
    if (made instanceof AutoCloseable open) {
      root.close(id.kind() + ".close", () -> closed(open));
    } else if (made != null) {
      closeByContract(made);
    }
  }

  /** Ends its threads; answers how many do not end. */
  int endThreads() {
    return guard.endThreads(limits.grace());
  }

  private static @Nullable Object closed(AutoCloseable open) throws Exception {
    open.close();
    return null;
  }

  /** Some kinds have a {@code close} of their own that every plug-in inherits. */
  private void closeByContract(Object made) {
    try {
      CallPlan plan = types.plan(kind.getMethod("close"));
      root.close(plan.what(), () -> plan.invoke(made, null));
    } catch (NoSuchMethodException e) {
      // This kind needs no closing.
    }
  }

  private Object instance() {
    Object made = instance;
    return made != null ? made : construct();
  }

  /** Bounded by the deadline of the constructor, so whoever waits for the monitor waits no longer either. */
  private synchronized Object construct() {
    if (instance == null) {
      instance = guard.construct(new GuardedCall("its constructor", making::make));
    }
    return instance;
  }

  private static Object create(Bundle bundle, String className, Class<?> kind) throws Throwable {
    Class<?> type = bundle.loadClass(className);
    if (!kind.isAssignableFrom(type)) {
      throw new IllegalArgumentException("class " + className + " does not implement " + kind.getName());
    }
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalArgumentException("class " + className + " needs to be public with a public constructor"
          + " without parameters", e);
    }
  }
}
