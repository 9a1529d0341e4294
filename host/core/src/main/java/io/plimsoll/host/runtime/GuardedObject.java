package io.plimsoll.host.runtime;

import io.plimsoll.api.Plimsoll;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;
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
  private final @Nullable String organisation;
  private final @Nullable GuardedObject whole;
  private final Queue<PluginMemory.Share> memory = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable GuardedCall givenUp;

  /** Where the plug-in's own object comes from. */
  interface Target {
    Object get();
  }

  /** The plug-in itself, called on nobody's behalf. */
  GuardedObject(Guard guard, BundleTypes types, Target target) {
    this(guard, types, null, null, target);
  }

  /**
   * @param organisation whose calls come this way; {@code null} when they are no organisation's
   * @param whole the plug-in of which this is one organisation's view, or {@code null}
   */
  private GuardedObject(
      Guard guard, BundleTypes types, @Nullable String organisation, @Nullable GuardedObject whole, Target target) {
    this.guard = guard;
    this.types = types;
    this.organisation = organisation;
    this.whole = whole;
    this.target = target;
  }

  /**
   * The plug-in as one organisation calls it.
   *
   * @param own its own object, as the organisation set it up; asked for each call
   */
  GuardedObject of(String name, Target own) {
    return new GuardedObject(guard, types, name, this, own);
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
    PluginMemory.Share share = share(plan, unwrapped);
    GuardedObject owner = this;
    GuardedCall call = new GuardedCall(plan.what(), organisation, () -> plan.invoke(own, unwrapped));
    try {
      Object result = plan.result(guard.run(call, plan.deadline()), this::wrap);
      GuardedObject handedOut = result == null ? null : behind(result);
      owner = handedOut == null ? this : handedOut;
      return result;
    } finally {
      if (call.thread() != null) {
        givenUp = call;
        if (whole != null) {
          whole.givenUp = call;
        }
      }
      if (share != null) {
        owner.memory.add(share);
      }
    }
  }

  /** Hands on a child of the caller's allocator, which ends with what the call hands out, or else with this object. */
  private PluginMemory.@Nullable Share share(CallPlan plan, @Nullable Object @Nullable [] arguments) {
    int place = plan.allocator();
    if (arguments == null || place < 0 || !(arguments[place] instanceof BufferAllocator parent)) {
      return null;
    }
    PluginMemory.Share share = guard.memory().share(parent, organisation, plan.what());
    arguments[place] = share.allocator();
    return share;
  }

  private void endMemory() {
    for (PluginMemory.Share share = memory.poll(); share != null; share = memory.poll()) {
      share.end();
    }
  }

  /** Closes the object unless that was done before. */
  void close(String what, GuardedCall.Body body) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    GuardedCall close =
        new GuardedCall(
            what,
            organisation,
            () -> {
              try {
                return body.run();
              } finally {
                endMemory();
              }
            });
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
    GuardedObject handedOut = new GuardedObject(guard, types, organisation, null, () -> result);
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
