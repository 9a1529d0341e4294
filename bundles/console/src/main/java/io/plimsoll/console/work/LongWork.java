package io.plimsoll.console.work;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.collect.RunningCollection;
import java.time.Duration;

/** What takes longer than a request, by its kinds. Closed with the server. */
public final class LongWork implements AutoCloseable {
  /** Longer than it takes to look at who asks, and at what is there. */
  private static final Duration REFUSED = Duration.ofSeconds(1);

  /** Whether one may be collected is known before it is started. */
  private final Jobs<RunningCollection.Outcome> collections = new Jobs<>("collection", 8, 100, Duration.ZERO);

  /** Two, for each takes every core there is, and what it comes to may be long. */
  private final Jobs<BacktestReport> backtests = new Jobs<>("back-test", 2, 10, REFUSED);

  private final Jobs<Action> executions = new Jobs<>("execution", 8, 100, REFUSED);

  /** Collections. */
  public Jobs<RunningCollection.Outcome> collections() {
    return collections;
  }

  /** Back-tests of an organisation's own history. */
  public Jobs<BacktestReport> backtests() {
    return backtests;
  }

  /** Actions whose requests are being sent. */
  public Jobs<Action> executions() {
    return executions;
  }

  @Override
  public void close() {
    // All together, so that they end beside each other.
    collections.stop();
    backtests.stop();
    executions.stop();
    collections.close();
    backtests.close();
    executions.close();
  }
}
