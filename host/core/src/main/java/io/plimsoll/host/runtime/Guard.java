package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.host.runtime.CircuitBreaker.Admission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between one plug-in and everybody who calls it: bulkhead, deadline, circuit breaker, quarantine.
 *
 * <p>Every call runs on a thread of the plug-in while its caller waits. Running it on the caller's own thread
 * under a watchdog would save the hand-over, a few microseconds, but could only interrupt a call, never leave
 * it: one endless loop in a plug-in would hang the host. The price is paid per batch, page or question, never
 * per row. A call from within a call of another plug-in (a reader that reads from a store) is handed over
 * again, so that each plug-in answers for its own time.
 *
 * <p>A call whose deadline passes, or whose caller is interrupted, is interrupted and left after a short grace. A
 * thread that does not end even then is stuck: it keeps its slot, and enough of them end the use of the plug-in.
 */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final int FRAMES_IN_MESSAGE = 6;

  private final PluginId plugin;
  private final GuardLimits limits;
  private final Semaphore slots;
  private final CircuitBreaker breaker;
  private final PluginThreads threads;
  private final AtomicInteger stuck = new AtomicInteger();
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final CallTimes times = new CallTimes();
  private final PluginMemory memory;
  private final SecretTexts secrets = new SecretTexts();
  private final PluginWatch watch;
  private final Clock clock;
  private volatile @Nullable String quarantine;
  private volatile boolean closed;

  Guard(PluginId plugin, ClassLoader loader, GuardLimits limits, Clock clock, PluginWatch watch) {
    this.plugin = plugin;
    this.limits = limits;
    this.clock = clock;
    this.watch = watch;
    this.memory = new PluginMemory(plugin, limits.memory(), new MemoryReport());
    this.slots = new Semaphore(limits.slots());
    this.breaker = new CircuitBreaker(clock, limits.failuresToRest(), limits.rest());
    this.threads = new PluginThreads(plugin, loader);
  }

  PluginId plugin() {
    return plugin;
  }

  /** What it was told and must not tell. */
  SecretTexts secrets() {
    return secrets;
  }

  /** What it holds off the heap. */
  PluginMemory memory() {
    return memory;
  }

  /** Makes a call; answers or throws what it came to. */
  @Nullable Object run(GuardedCall call, Duration deadline) {
    Admission as = admit(call);
    long begun = System.nanoTime();
    handOver(call, as);
    boolean ended;
    try {
      ended = ends(call, as, deadline);
    } finally {
      times.add(System.nanoTime() - begun);
    }
    if (!ended) {
      throw timedOut(call, as, deadline);
    }
    Verdict verdict = verdictOn(call);
    if (verdict != null && verdict.blamesPlugin()) {
      failed(call, as, verdict.summary());
    } else if (breaker.succeeded(as, call.what())) {
      tell(PluginChange.State.CLOSED, "ended " + call.what() + " well", call.organisation());
    }
    if (verdict != null) {
      throw verdict.exception();
    }
    return call.result();
  }

  /** Makes the call that constructs the plug-in; a failure rests it at once, for nothing works without it. */
  @Nullable Object construct(GuardedCall call, Duration deadline) {
    try {
      return run(call, deadline);
    } catch (PlimsollException e) {
      if (e.code() == ErrorCode.PLUGIN_FAILED) {
        // Nothing was read for anybody yet, so its own text quotes nobody's data, and often says what is missing.
        String summary = "failed in " + call.what() + ": " + Verdict.inWords(e.getCause() == null ? e : e.getCause());
        if (breaker.failedForGood(summary)) {
          tell(PluginChange.State.OPEN, summary, call.organisation());
        }
      }
      throw e;
    }
  }

  /** Makes a call that closes something: let through always, and even when the caller is interrupted. */
  void close(GuardedCall call) {
    calls.increment();
    if (!threads.run(call)) {
      LOG.debug("{} of plug-in {} came after the host was closed", call.what(), plugin);
      return;
    }
    if (!call.awaitUninterrupted(limits.closeDeadline())) {
      throw timedOut(call, Admission.NORMAL, limits.closeDeadline());
    }
    Verdict verdict = verdictOn(call);
    if (verdict != null) {
      throw verdict.exception();
    }
  }

  /** Refuses further calls but those that close. */
  void refuseCalls() {
    closed = true;
  }

  /** Waits for the calls under way, once further ones are refused; answers whether they ended. */
  boolean awaitCalls(Duration wait) {
    try {
      return slots.tryAcquire(limits.slots(), wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Interrupts what is under way and waits for its threads; answers how many do not end. */
  int endThreads(Duration wait) {
    closed = true;
    return threads.end(wait);
  }

  /** How it stands now. */
  PluginStatus status() {
    String problem = quarantine;
    PluginStatus.State state = PluginStatus.State.QUARANTINED;
    if (problem == null) {
      boolean rests = breaker.restsUntil() != null;
      state = rests ? PluginStatus.State.RESTING : PluginStatus.State.ACTIVE;
      problem = rests ? "it " + breaker.problem() : null;
    }
    return new PluginStatus(
        plugin.name(), plugin.kind(), plugin.version(), plugin.file(), state, problem, calls.sum(), failures.sum());
  }

  /** What it did up to now. */
  PluginUsage usage() {
    return new PluginUsage(
        plugin.name(), plugin.kind(), plugin.version(), plugin.file(), calls.sum(), failures.sum(), times.quantile(0.95),
        memory.used(), memory.leaked());
  }

  private Admission admit(GuardedCall call) {
    if (closed) {
      throw closedException(call);
    }
    String stop = quarantine;
    if (stop != null) {
      throw plugin.exception(
          ErrorCode.PLUGIN_QUARANTINED,
          "is not called any more: " + stop,
          "Report the stack to the author of " + plugin.file() + ", replace the bundle and start the host again.",
          null);
    }
    takeSlot(call);
    Admission as = breaker.admit();
    if (as == Admission.REFUSED) {
      slots.release();
      Instant until = breaker.restsUntil();
      throw plugin.exception(
          ErrorCode.PLUGIN_RESTING,
          "rests after failures; the last: it " + breaker.problem(),
          until == null ? "Try again." : "It is tried again from " + until + " on.",
          null);
    }
    if (as == Admission.TRIAL) {
      tell(PluginChange.State.HALF_OPEN, call.what() + " tries it", call.organisation());
    }
    return as;
  }

  private void failed(GuardedCall call, Admission as, String summary) {
    if (breaker.failed(as, call.what(), summary)) {
      tell(PluginChange.State.OPEN, summary, call.organisation());
    }
  }

  private void tell(PluginChange.State state, String reason, @Nullable String organisation) {
    try {
      watch.changed(
          new PluginChange(
              clock.instant(), organisation, plugin.name(), plugin.kind(), plugin.version(), plugin.file(), state, reason));
    } catch (RuntimeException e) {
      LOG.warn("That plug-in {} is {} could not be told", plugin, state, e);
    }
  }

  private void takeSlot(GuardedCall call) {
    try {
      if (slots.tryAcquire() || slots.tryAcquire(limits.slotWait().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(call);
    }
    throw plugin.exception(
        ErrorCode.PLUGIN_BUSY,
        "is busy: all " + limits.slots() + " slots are in use",
        "Try again when other work has ended.",
        null);
  }

  private void handOver(GuardedCall call, Admission as) {
    calls.increment();
    call.beforeEnd(slots::release);
    boolean taken = false;
    try {
      taken = threads.run(call);
    } finally {
      if (!taken) {
        slots.release();
        breaker.undecided(as);
      }
    }
    if (!taken) {
      throw closedException(call);
    }
  }

  private boolean ends(GuardedCall call, Admission as, Duration deadline) {
    PluginThread outer = PluginThread.current();
    try {
      if (outer != null) {
        outer.waitFor(plugin);
      }
      return call.await(deadline);
    } catch (InterruptedException e) {
      StackTraceElement[] stack = stackOf(call.thread());
      leave(call, stack);
      breaker.undecided(as);
      Thread.currentThread().interrupt();
      throw cancelled(call);
    } finally {
      if (outer != null) {
        outer.waitFor(null);
      }
    }
  }

  private PlimsollException timedOut(GuardedCall call, Admission as, Duration deadline) {
    Thread thread = call.thread();
    StackTraceElement[] stack = stackOf(thread);
    PluginId other = thread instanceof PluginThread own ? own.waitingFor() : null;
    leave(call, stack);
    if (other != null) {
      breaker.undecided(as);
      return other.exception(
          ErrorCode.PLUGIN_TIMED_OUT,
          "kept plug-in " + plugin + " waiting beyond the " + inWords(deadline) + " it has for " + call.what(),
          "Try again; if it stays, look at what " + other.name() + " connects to.",
          null);
    }
    failures.increment();
    TimeoutException where = new TimeoutException("where the thread of the plug-in was");
    where.setStackTrace(stack);
    String what = "did not end " + call.what() + " within " + inWords(deadline) + "; it was " + inWords(stack);
    PlimsollException exception =
        plugin.exception(
            ErrorCode.PLUGIN_TIMED_OUT,
            what,
            "Try again; if it stays, report it to the author of " + plugin.file() + ".",
            where);
    failed(call, as, what);
    return exception;
  }

  /** Gives a call up; when its thread does not end within the grace, counts it as stuck. */
  private void leave(GuardedCall call, StackTraceElement[] stack) {
    call.giveUp();
    // A thread that waits for another plug-in first has to outlast that plug-in's own grace.
    boolean waits = call.thread() instanceof PluginThread thread && thread.waitingFor() != null;
    boolean ended = call.awaitUninterrupted(limits.grace().multipliedBy(waits ? 4 : 1));
    if (ended || !call.afterwards(() -> discard(call))) {
      if (call.result() != null) {
        threads.run(() -> discard(call));
      }
      return;
    }
    int count = stuck.incrementAndGet();
    if (!call.afterwards(stuck::decrementAndGet)) {
      stuck.decrementAndGet();
    }
    LOG.warn("A thread of plug-in {} is stuck in {}, {}", plugin, call.what(), inWords(stack));
    if (count >= limits.stuckToQuarantine()) {
      String reason = count + " of its threads are stuck, the last in " + call.what() + ", " + inWords(stack);
      boolean first = quarantine == null;
      quarantine = reason;
      if (first) {
        tell(PluginChange.State.QUARANTINED, reason, call.organisation());
      }
    }
  }

  /** What came too late for its caller is nobody's: it is closed here. */
  private void discard(GuardedCall call) {
    Object late = call.result();
    if ((late instanceof Optional<?> optional ? optional.orElse(null) : late) instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Throwable t) {
        LOG.warn("Plug-in {} could not close what {} answered too late", plugin, call.what(), Unquoted.of(t));
      }
    }
  }

  private @Nullable Verdict verdictOn(GuardedCall call) {
    if (call.failure() == null) {
      return null;
    }
    Throwable thrown = secrets.without(call.failure());
    Verdict verdict = Verdict.of(thrown, plugin, call.what());
    if (verdict.blamesPlugin()) {
      failures.increment();
      LOG.warn("Plug-in {} failed in {}", plugin, call.what(), Unquoted.of(thrown));
    }
    return verdict;
  }

  private PlimsollException cancelled(GuardedCall call) {
    return new PlimsollException(
        ErrorCode.CANCELLED,
        "The call of " + call.what() + " in plug-in " + plugin + " was cancelled.",
        "Start the work again when it is still wanted.");
  }

  private PlimsollException closedException(GuardedCall call) {
    return new PlimsollException(
        ErrorCode.CANCELLED,
        "The host is closed; " + call.what() + " of plug-in " + plugin + " was not called.",
        "Open a host again.");
  }

  private static StackTraceElement[] stackOf(@Nullable Thread thread) {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  private static String inWords(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toMillis() / 1000 + " s";
  }

  private static String inWords(StackTraceElement[] stack) {
    if (stack.length == 0) {
      return "between two steps";
    }
    // Where it waits inside the JDK matters less than who made it wait.
    return Stream.concat(
            Stream.of(stack[0]), Arrays.stream(stack).skip(1).filter(f -> !f.getClassName().matches("(java|jdk)\\..*")))
        .limit(FRAMES_IN_MESSAGE)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < ", "at ", ""));
  }

  /** Puts what becomes of the memory on record. */
  private final class MemoryReport implements PluginMemory.Listener {
    private final AtomicLong leaks = new AtomicLong();
    private final AtomicLong leakedBytes = new AtomicLong();

    @Override
    public void limitReached(@Nullable String organisation, String what) {
      tell(
          PluginChange.State.LIMIT_REACHED,
          "asked for more than the " + limits.memory() + " bytes off the heap it may hold, in " + what,
          organisation);
    }

    /** A plug-in that leaks does so with every part it reads, so only the first, second, fourth … time is told. */
    @Override
    public void leaked(@Nullable String organisation, String what, long bytes) {
      long all = leakedBytes.addAndGet(bytes);
      long times = leaks.incrementAndGet();
      if (Long.bitCount(times) == 1) {
        String often = times == 1 ? "" : "; with the " + (times - 1) + " times before, " + all + " bytes";
        tell(
            PluginChange.State.LEAKED,
            "kept " + bytes + " bytes off the heap that it took in " + what + often,
            organisation);
      }
    }
  }
}
