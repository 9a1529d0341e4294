package io.plimsoll.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The user's wish to stop, by Ctrl-C or a signal.
 *
 * <p>When the command listens, the process ends once the command has ended by itself, or after a few seconds.
 */
final class StopSignal {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CountDownLatch wanted = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private final AtomicBoolean heard = new AtomicBoolean();

  /** One that hears the signals of this process. */
  static StopSignal ofProcess() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "plimsoll-stop"));
    return signal;
  }

  /** Runs an action when the user wants to stop; at once when he already does. */
  void onStop(Runnable action) {
    heard.set(true);
    actions.add(action);
    if (isWanted() && actions.remove(action)) {
      action.run();
    }
  }

  void forget(Runnable action) {
    actions.remove(action);
  }

  boolean isWanted() {
    return wanted.getCount() == 0;
  }

  /** Waits until the user wants to stop, at most so long; says whether he does. */
  boolean await(Duration longest) {
    heard.set(true);
    try {
      return wanted.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The user wants to stop. */
  void stop() {
    wanted.countDown();
    for (Runnable action : actions) {
      if (actions.remove(action)) {
        action.run();
      }
    }
  }

  /** The command has ended; the process may. */
  void ended() {
    ended.countDown();
  }

  private void stopAndWait() {
    if (ended.getCount() == 0) {
      return;
    }
    stop();
    if (!heard.get()) {
      // The command knows no stopping: the process just ends, which loses nothing.
      return;
    }
    try {
      ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
