package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.plugin.Configurable;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.plugin.SecretSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A plug-in of an accepted bundle. Nothing of its code is loaded before it is needed. */
final class LoadedPlugin {
  private static final int ENDED = Integer.MIN_VALUE;

  private final PluginId id;
  private final Class<?> kind;
  private final Making making;
  private final BundleTypes types;
  private final PluginNeeds needs;
  private final GuardLimits limits;
  private final Guard guard;
  private final GuardedObject root;
  private final Map<String, View> views = new ConcurrentHashMap<>();
  private final Map<String, Settled> settled = new ConcurrentHashMap<>();
  private volatile @Nullable Object instance;
  private volatile boolean drained;

  /** How many are calling it, or {@link #ENDED}. */
  private final AtomicInteger users = new AtomicInteger();

  LoadedPlugin(
      PluginId id, Class<?> kind, String className, Bundle bundle, BundleTypes types, PluginNeeds needs,
      RuntimeConfig config) {
    this(
        id, kind, () -> create(bundle, className, kind), bundle.adapt(BundleWiring.class).getClassLoader(), types, needs,
        config);
  }

  /** How its object is made; its class loader is that of the threads that run it. */
  LoadedPlugin(
      PluginId id, Class<?> kind, Making making, ClassLoader loader, BundleTypes types, PluginNeeds needs,
      RuntimeConfig config) {
    this.id = id;
    this.kind = kind;
    this.making = making;
    this.types = types;
    this.needs = needs;
    this.limits = config.limits();
    this.guard = new Guard(id, loader, limits, config.clock(), config.watch());
    this.root = new GuardedObject(guard, types, this::instance);
  }

  /** How the plug-in is called for one organisation. */
  private record View(PluginCaller caller, GuardedObject object) {}

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

  /** What it asks of each organisation. */
  PluginNeeds needs() {
    return needs;
  }

  /** Whether this is a plug-in of the same kind, name and version. */
  boolean isSameAs(LoadedPlugin other) {
    return kind == other.kind && id.name().equals(other.id.name()) && id.version().equals(other.id.version());
  }

  PluginStatus status() {
    return guard.status();
  }

  PluginUsage usage() {
    return guard.usage();
  }

  /** Its interfaces, optional abilities among them; constructs it when it is not yet there. */
  Class<?>[] interfaces() {
    return types.guarded(instance().getClass());
  }

  /** Loads and constructs it unless that was done before; throws what came of that. */
  void start(Duration deadline) {
    construct(deadline);
  }

  /**
   * Makes a call of somebody who entered.
   *
   * @param caller on whose behalf
   * @param proxy what the caller called
   */
  @Nullable Object call(PluginCaller caller, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    if (!method.getDeclaringClass().isInstance(instance())) {
      throw id.exception(
          ErrorCode.PLUGIN_MISSING,
          "in version " + id.version() + " is no " + method.getDeclaringClass().getSimpleName() + ", as the version before was",
          "Ask for the plug-in again, or pin the version before.",
          null);
    }
    return as(caller).invoke(proxy, method, arguments);
  }

  private GuardedObject as(PluginCaller caller) {
    String organisation = caller.organisation();
    if (organisation == null) {
      return root;
    }
    View known = views.get(organisation);
    if (known == null || known.caller() != caller) {
      // A workspace that was opened again: what was decided is asked of the new one.
      known = new View(caller, root.of(organisation, () -> caller.target(this)));
      views.put(organisation, known);
    }
    return known.object();
  }

  /** Whether this object was handed out by this very plug-in. */
  boolean made(Object object) {
    GuardedObject guarded = GuardedObject.behind(object);
    return guarded != null && guarded.isOf(id, types);
  }

  /** Says that a call begins; answers false when the plug-in has ended and another version is to be called. */
  boolean enter() {
    return users.updateAndGet(n -> n < 0 ? n : n + 1) > 0;
  }

  /** Says that a call that entered has ended. */
  void leave() {
    users.decrementAndGet();
  }

  /** Ends it when nobody is calling; answers whether it has ended. */
  boolean ends() {
    return users.compareAndSet(0, ENDED) || hasEnded();
  }

  /** Why its bundle has not ended yet. */
  String inUse() {
    int open = types.open();
    return "version " + id.version() + " is still in use, by "
        + (open == 0 ? "a call under way" : open == 1 ? "an object not closed yet" : open + " objects not closed yet");
  }

  boolean hasEnded() {
    return users.get() == ENDED;
  }

  /** Whether it takes settings. */
  boolean isConfigurable() {
    return instance() instanceof Configurable<?>;
  }

  /** Its own object with the settings of an organisation: the one made before unless they or a secret changed. */
  Object settled(String organisation, Map<String, String> settings, SecretSource secrets) {
    if (!isConfigurable()) {
      return instance();
    }
    Map<String, String> read = Settled.read(settings, secrets);
    Settled known = settled.get(organisation);
    if (known == null || !known.isFor(settings, read)) {
      known = new Settled(settings, read, configure(organisation, settings, secrets));
      settled.put(organisation, known);
    }
    return known.object();
  }

  /**
   * Its own object with these settings.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem
   */
  Object configure(String organisation, Map<String, String> values, SecretSource secrets) {
    Object made = instance();
    guard.secrets().add(Settled.read(values, secrets).values());
    PluginSettings settings = PluginSettings.of(values, secrets);
    GuardedCall call =
        new GuardedCall("Configurable.configured", organisation, () -> configured((Configurable<?>) made, settings));
    return Objects.requireNonNull(guard.run(call, limits.deadline()));
  }

  private Object configured(Configurable<?> made, PluginSettings settings) {
    Object result = made.configured(settings);
    // An author who forgot to ask for it still has names checked that nobody knows.
    settings.validate();
    for (Class<?> ability : types.guarded(made.getClass())) {
      if (!ability.isInstance(result)) {
        throw new IllegalStateException("it answered what is no " + ability.getSimpleName());
      }
    }
    return result;
  }

  void refuseCalls() {
    guard.refuseCalls();
  }

  /** Whether no call is under way, once further ones are refused. */
  boolean awaitNoCall() {
    return drained || (drained = guard.awaitCalls(Duration.ZERO));
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

  /** Ends what it holds off the heap, after its last call; answers how many bytes it never gives back. */
  long endMemory() {
    return guard.memory().end();
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

  /** Its own object; constructs it when it is not yet there. */
  Object instance() {
    Object made = instance;
    return made != null ? made : construct(limits.deadline());
  }

  /** Bounded by the deadline of the constructor, so whoever waits for the monitor waits no longer either. */
  private synchronized Object construct(Duration deadline) {
    if (instance == null) {
      instance = guard.construct(new GuardedCall("its constructor", null, making::make), deadline);
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
