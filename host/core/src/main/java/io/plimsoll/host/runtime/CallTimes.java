package io.plimsoll.host.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long calls took, counted in steps of a quarter or less from a microsecond to an hour. Thread-safe; a count
 * costs one atomic addition.
 */
final class CallTimes {
  /** Steps within each doubling of the time. */
  private static final int STEPS = 4;

  /** Microseconds in an hour are less than two to the power of 32. */
  private static final int DOUBLINGS = 32;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS * DOUBLINGS);

  /** Counts one call. */
  void add(long nanos) {
    counts.incrementAndGet(step(nanos / 1000));
  }

  /**
   * The time that this share of all calls did not exceed; zero when there was none.
   *
   * @param share above 0 and at most 1
   */
  Duration quantile(double share) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
    }
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < counts.length() && total > 0; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return Duration.ofNanos(upperMicros(i) * 1000);
      }
    }
    return Duration.ZERO;
  }

  private static int step(long micros) {
    if (micros < STEPS) {
      return (int) Math.max(0, micros);
    }
    int doubling = 63 - Long.numberOfLeadingZeros(micros);
    int within = (int) (micros >>> (doubling - 2)) & (STEPS - 1);
    return Math.min(STEPS * DOUBLINGS - 1, (doubling - 1) * STEPS + within);
  }

  /** The first time, in microseconds, above those of a step. */
  private static long upperMicros(int step) {
    if (step < STEPS) {
      return step + 1L;
    }
    int doubling = step / STEPS + 1;
    return (long) (STEPS + step % STEPS + 1) << (doubling - 2);
  }
}
