package io.plimsoll.host.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets a plug-in rest after failures in a row, then lets one call through to see whether it works again.
 *
 * <p>Every call admitted ends in exactly one of {@link #succeeded}, {@link #failed} and {@link #undecided}.
 */
final class CircuitBreaker {
  private final Clock clock;
  private final int failuresToRest;
  private final Duration rest;
  private int failuresInARow;
  private @Nullable Instant restsUntil;
  private boolean trying;
  private String problem = "";

  CircuitBreaker(Clock clock, int failuresToRest, Duration rest) {
    this.clock = clock;
    this.failuresToRest = failuresToRest;
    this.rest = rest;
  }

  /** Whether a call may be made now. */
  synchronized boolean admits() {
    if (restsUntil == null) {
      return true;
    }
    if (trying || clock.instant().isBefore(restsUntil)) {
      return false;
    }
    trying = true;
    return true;
  }

  /** A call ended well; one admitted before the rest began does not end it. */
  synchronized void succeeded() {
    if (restsUntil == null || trying) {
      failuresInARow = 0;
      restsUntil = null;
      trying = false;
    }
  }

  /** A call failed. */
  synchronized void failed(String what) {
    problem = what;
    failuresInARow++;
    if (restsUntil != null || failuresInARow >= failuresToRest) {
      restNow();
    }
  }

  /** A call failed in a way that the next one would too. */
  synchronized void failedForGood(String what) {
    problem = what;
    restNow();
  }

  /** A call ended without saying anything about the plug-in, such as one that its caller gave up. */
  synchronized void undecided() {
    trying = false;
  }

  /** Until when it rests, or {@code null}. It still rests while the call that tries it is under way. */
  synchronized @Nullable Instant restsUntil() {
    return restsUntil;
  }

  /** The last failure, in words. */
  synchronized String problem() {
    return problem;
  }

  private void restNow() {
    restsUntil = clock.instant().plus(rest);
    trying = false;
  }
}
