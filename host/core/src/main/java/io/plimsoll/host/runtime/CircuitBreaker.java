package io.plimsoll.host.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a plug-in rest after failures in a row of one of its methods (open), then lets one call through to see whether
 * it works again (half-open).
 *
 * <p>Each method has its own row: a detector that always answers how many days it needs, and never judges one, does
 * not work. A method that failed before a rest and was not the one tried needs just one more failure.
 *
 * <p>Every call admitted ends in exactly one of {@link #succeeded}, {@link #failed} and {@link #undecided}. While
 * it rests, only the call that tries it decides anything; those admitted before may end as they like.
 */
final class CircuitBreaker {
  private final Clock clock;
  private final int failuresToRest;
  private final Duration rest;
  private final Map<String, Integer> failuresInARow = new HashMap<>();
  private @Nullable Instant restsUntil;
  private boolean trying;
  private String problem = "";

  /** How a call stands to the breaker. */
  enum Admission {
    /** It may not be made. */
    REFUSED,
    /** It is one of many. */
    NORMAL,
    /** It alone says whether the rest ends. */
    TRIAL
  }

  CircuitBreaker(Clock clock, int failuresToRest, Duration rest) {
    this.clock = clock;
    this.failuresToRest = failuresToRest;
    this.rest = rest;
  }

  /** Whether a call may be made now, and as what. */
  synchronized Admission admit() {
    if (restsUntil == null) {
      return Admission.NORMAL;
    }
    if (trying || clock.instant().isBefore(restsUntil)) {
      return Admission.REFUSED;
    }
    trying = true;
    return Admission.TRIAL;
  }

  /** A call of a method ended well; answers whether that ended a rest. */
  synchronized boolean succeeded(Admission as, String method) {
    if (as == Admission.TRIAL) {
      restsUntil = null;
      trying = false;
    }
    if (restsUntil == null) {
      failuresInARow.remove(method);
    }
    return as == Admission.TRIAL;
  }

  /** A call of a method failed; answers whether a rest begins with it. */
  synchronized boolean failed(Admission as, String method, String what) {
    if (as == Admission.TRIAL) {
      trying = false;
    } else if (restsUntil != null) {
      return false;
    }
    problem = what;
    boolean begins = failuresInARow.merge(method, 1, Integer::sum) >= failuresToRest || as == Admission.TRIAL;
    if (begins) {
      restsUntil = clock.instant().plus(rest);
    }
    return begins;
  }

  /** A call failed in a way that the next one would too; answers whether a rest begins with it. */
  synchronized boolean failedForGood(String what) {
    boolean begins = restsUntil == null;
    problem = what;
    restsUntil = clock.instant().plus(rest);
    trying = false;
    return begins;
  }

  /** A call ended without saying anything about the plug-in, such as one that its caller gave up. */
  synchronized void undecided(Admission as) {
    if (as == Admission.TRIAL) {
      trying = false;
    }
  }

  /** Until when it rests, or {@code null}. It still rests while the call that tries it is under way. */
  synchronized @Nullable Instant restsUntil() {
    return restsUntil;
  }

  /** The last failure, in words that anybody may read. */
  synchronized String problem() {
    return problem;
  }
}
