package io.plimsoll.host.runtime;

import io.plimsoll.api.Plimsoll;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object of a plug-in as everybody else sees it: each call passes the guard, and what a call hands out is
 * guarded in turn.
 *
 * <p>An object handed back to the bundle it came from is the bundle's own again. Objects of the host that go in
 * as arguments stay as they are. Closing happens once, however often it is asked for, and never beside a call
 * that was given up and still runs: then it follows that call, on its thread.
 */
final class GuardedObject implements InvocationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedObject.class);

  private final Guard guard;
  private final BundleTypes types;
  private final Target target;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable GuardedCall givenUp;

  /** Where the plug-in's own object comes from. */
  interface Target {
    Object get();
  }

  GuardedObject(Guard guard, BundleTypes types, Target target) {
    this.guard = guard;
    this.types = types;
    this.target = target;
  }

  /** The object others see, of these interfaces. */
  Object proxy(Class<?>... interfaces) {
    return Proxy.newProxyInstance(Plimsoll.class.getClassLoader(), interfaces, this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    if (method.getDeclaringClass() == Object.class) {
      return ofEveryObject(proxy, method, arguments);
    }
    CallPlan plan = types.plan(method);
    Object own = target.get();
    if (plan.closes()) {
      close(plan.what(), () -> plan.invoke(own, null));
      return null;
    }
    Object[] unwrapped = plan.arguments(arguments, this::unwrap);
    GuardedCall call = new GuardedCall(plan.what(), () -> plan.invoke(own, unwrapped));
    try {
      return plan.result(guard.run(call, plan.deadline()), this::wrap);
    } finally {
      if (call.thread() != null) {
        givenUp = call;
      }
    }
  }

  /** Closes the object unless that was done before. */
  void close(String what, GuardedCall.Body body) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    GuardedCall close = new GuardedCall(what, body);
    GuardedCall busy = givenUp;
    if (busy != null && busy.afterwards(close)) {
      LOG.warn("{} of plug-in {} waits for {}, which still runs", what, guard.plugin(), busy.what());
      return;
    }
    try {
      guard.close(close);
    } finally {
      types.closed(this);
    }
  }

  /** The guard's plug-in, and whether it is of this bundle. */
  boolean isOf(PluginId plugin, BundleTypes bundle) {
    return types == bundle && guard.plugin().equals(plugin);
  }

  private Object unwrap(Object argument) {
    GuardedObject guarded = behind(argument);
    return guarded != null && guarded.types == types ? guarded.target.get() : argument;
  }

  private Object wrap(Object result) {
    boolean dynamic = Proxy.isProxyClass(result.getClass());
    Class<?> author = dynamic ? Proxy.getInvocationHandler(result).getClass() : result.getClass();
    if (!(author.getClassLoader() instanceof BundleReference)) {
      return result;
    }
    GuardedObject handedOut = new GuardedObject(guard, types, () -> result);
    types.opened(handedOut);
    return handedOut.proxy(types.guarded(result.getClass()));
  }

  /** The guarded object that others hold this one for, or {@code null} when it is none. */
  static @Nullable GuardedObject behind(Object value) {
    return Proxy.isProxyClass(value.getClass()) && Proxy.getInvocationHandler(value) instanceof GuardedObject guarded
        ? guarded
        : null;
  }

  private Object ofEveryObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "plug-in " + guard.plugin();
    };
  }
}
