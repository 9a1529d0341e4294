package io.plimsoll.host.runtime;

import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.region.RegionalBackend;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the calls into each plug-in may take.
 *
 * @param slots calls under way at the same time in one plug-in
 * @param slotWait how long a call waits for a slot before the plug-in counts as busy
 * @param deadline how long a call may take unless {@code deadlines} says otherwise
 * @param closeDeadline how long a {@code close} may take
 * @param grace how long a call that was interrupted has to end before its thread counts as stuck
 * @param failuresToRest after how many failures in a row a plug-in rests
 * @param rest how long it rests before one call is let through to try it again
 * @param stuckToQuarantine how many stuck threads end the use of a plug-in until the host starts again
 * @param memory bytes off the heap that all objects of one plug-in may hold together
 * @param deadlines by method, see {@link #deadline(Class, String, Duration)}
 */
public record GuardLimits(
    int slots,
    Duration slotWait,
    Duration deadline,
    Duration closeDeadline,
    Duration grace,
    int failuresToRest,
    Duration rest,
    int stuckToQuarantine,
    long memory,
    Map<String, Duration> deadlines) {

  /** What the batches of a dozen parts read at the same time take, with room. */
  private static final long LEAST_MEMORY = 1L << 30;

  /** Keeps its own copy; refuses limits under which no call could be made. */
  public GuardLimits {
    deadlines = Map.copyOf(deadlines);
    if (slots < 1 || failuresToRest < 1 || stuckToQuarantine < 1 || memory < 1 || deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a guard needs a slot, a deadline, memory, and one failure and stuck thread or more");
    }
  }

  /**
   * 64 slots, a minute a call, and more for the few methods that read or write a whole month; five failures in
   * a row rest a plug-in for 30 seconds, three stuck threads end its use. Off the heap it may hold as much as the
   * heap may grow to, and a gibibyte at least.
   */
  public static GuardLimits standard() {
    return new GuardLimits(
            64,
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(250),
            5,
            Duration.ofSeconds(30),
            3,
            Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory()),
            Map.of())
        .deadline(OpenSignIn.class, "start", Duration.ofSeconds(20))
        .deadline(OpenSignIn.class, "finish", Duration.ofSeconds(30))
        .deadline(SqlEngine.class, "query", Duration.ofMinutes(30))
        .deadline(CostEngine.class, "answer", Duration.ofMinutes(5))
        .deadline(DailyCostEngine.class, "dailySums", Duration.ofMinutes(5))
        .deadline(Aggregation.class, "finish", Duration.ofMinutes(30))
        .deadline(Rollup.class, "writeTo", Duration.ofMinutes(10))
        .deadline(ExportLocation.class, "list", Duration.ofMinutes(10))
        .deadline(RegionalBackend.class, "delete", Duration.ofMinutes(10))
        .deadline(AuditLedger.class, "read", Duration.ofMinutes(10))
        .deadline(AuditLedger.class, "verify", Duration.ofMinutes(10));
  }

  /** As many calls under way at the same time. */
  public GuardLimits slots(int count) {
    return new GuardLimits(
        count, slotWait, deadline, closeDeadline, grace, failuresToRest, rest, stuckToQuarantine, memory, deadlines);
  }

  /** This long a wait for a slot. */
  public GuardLimits slotWait(Duration wait) {
    return new GuardLimits(
        slots, wait, deadline, closeDeadline, grace, failuresToRest, rest, stuckToQuarantine, memory, deadlines);
  }

  /** This deadline for every method that has none of its own. */
  public GuardLimits deadline(Duration each) {
    return new GuardLimits(
        slots, slotWait, each, closeDeadline, grace, failuresToRest, rest, stuckToQuarantine, memory, deadlines);
  }

  /** This deadline for every {@code close}. */
  public GuardLimits closeDeadline(Duration each) {
    return new GuardLimits(slots, slotWait, deadline, each, grace, failuresToRest, rest, stuckToQuarantine, memory, deadlines);
  }

  /** So many failures in a row, and then this long a rest. */
  public GuardLimits restAfter(int failures, Duration pause) {
    return new GuardLimits(
        slots, slotWait, deadline, closeDeadline, grace, failures, pause, stuckToQuarantine, memory, deadlines);
  }

  /** Threads count as stuck this long after they were interrupted, and so many end the use of the plug-in. */
  public GuardLimits quarantineAfter(int stuck, Duration pause) {
    return new GuardLimits(slots, slotWait, deadline, closeDeadline, pause, failuresToRest, rest, stuck, memory, deadlines);
  }

  /** So many bytes off the heap for all objects of a plug-in together. */
  public GuardLimits memory(long bytes) {
    return new GuardLimits(
        slots, slotWait, deadline, closeDeadline, grace, failuresToRest, rest, stuckToQuarantine, bytes, deadlines);
  }

  /**
   * A deadline for one method.
   *
   * @param type the interface that declares it
   * @param method its name; overloads share a deadline
   */
  public GuardLimits deadline(Class<?> type, String method, Duration each) {
    if (Arrays.stream(type.getDeclaredMethods()).noneMatch(m -> m.getName().equals(method))) {
      throw new IllegalArgumentException(type.getName() + " declares no method " + method);
    }
    Map<String, Duration> more = new HashMap<>(deadlines);
    more.put(key(type, method), each);
    return new GuardLimits(
        slots, slotWait, deadline, closeDeadline, grace, failuresToRest, rest, stuckToQuarantine, memory, more);
  }

  /** The deadline of this method. */
  Duration deadlineOf(Method method) {
    return deadlines.getOrDefault(key(method.getDeclaringClass(), method.getName()), deadline);
  }

  private static String key(Class<?> type, String method) {
    return type.getName() + '#' + method;
  }
}
