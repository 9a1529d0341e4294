package io.plimsoll.host.runtime;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the guards of one bundle know of its classes, of the methods of the API it implements, and of the objects it
 * handed out.
 */
final class BundleTypes {
  private final GuardLimits limits;
  private final Map<Class<?>, Class<?>[]> guarded = new ConcurrentHashMap<>();
  private final Map<Method, CallPlan> plans = new ConcurrentHashMap<>();

  /** Weakly: an object that nobody can call any more holds up nobody. */
  private final Map<GuardedObject, Boolean> handedOut = new WeakHashMap<>();

  BundleTypes(GuardLimits limits) {
    this.limits = limits;
  }

  CallPlan plan(Method method) {
    CallPlan known = plans.get(method);
    return known != null ? known : plans.computeIfAbsent(method, m -> new CallPlan(m, limits));
  }

  /** Every interface of the API that a class of the bundle implements, optional abilities among them. */
  Class<?>[] guarded(Class<?> type) {
    return guarded.computeIfAbsent(
        type,
        t -> {
          Set<Class<?>> found = new LinkedHashSet<>();
          collect(t, found);
          return found.toArray(Class<?>[]::new);
        });
  }

  /** An object was handed out that lives until it is closed, or until nobody has it. */
  void opened(GuardedObject object) {
    synchronized (handedOut) {
      handedOut.put(object, true);
    }
  }

  void closed(GuardedObject object) {
    synchronized (handedOut) {
      handedOut.remove(object);
    }
  }

  /** How many objects of the bundle are with others. */
  int open() {
    synchronized (handedOut) {
      return handedOut.size();
    }
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    if (CallPlan.isGuarded(type)) {
      found.add(type);
    }
    for (Class<?> each : type.getInterfaces()) {
      collect(each, found);
    }
    if (type.getSuperclass() != null) {
      collect(type.getSuperclass(), found);
    }
  }
}
