package io.plimsoll.api.engine;

import java.time.Duration;

/**
 * What a statement may use.
 *
 * @param maxRows rows of the answer; more are cut and said to be
 * @param maxMemoryBytes memory of the engine
 * @param timeout until it is cancelled
 */
public record SqlLimits(long maxRows, long maxMemoryBytes, Duration timeout) {
  /** 100,000 rows, 1 GiB, five minutes. */
  public static final SqlLimits DEFAULT = new SqlLimits(100_000, 1L << 30, Duration.ofMinutes(5));
}
