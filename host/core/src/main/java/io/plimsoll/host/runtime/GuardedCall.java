package io.plimsoll.host.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call into a plug-in: made on a thread of the plug-in, awaited or given up by its caller. */
final class GuardedCall implements Runnable {
  private final String what;
  private final @Nullable String organisation;
  private final Body body;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Runnable> afterwards = new ArrayList<>();
  private Runnable beforeEnd = () -> {};
  private @Nullable Thread thread;
  private boolean givenUp;
  private @Nullable Object result;
  private @Nullable Throwable failure;

  /** The code of the plug-in. */
  interface Body {
    @Nullable Object run() throws Throwable;
  }

  /**
   * @param what the method, for messages
   * @param organisation whose call it is; {@code null} when it is no organisation's
   */
  GuardedCall(String what, @Nullable String organisation, Body body) {
    this.what = what;
    this.organisation = organisation;
    this.body = body;
  }

  @Nullable String organisation() {
    return organisation;
  }

  String what() {
    return what;
  }

  /** What to do on the thread of the plug-in before the caller learns that the call has ended. */
  void beforeEnd(Runnable action) {
    beforeEnd = action;
  }

  @Override
  public void run() {
    Object value = null;
    Throwable thrown = null;
    if (begins()) {
      try {
        value = body.run();
      } catch (Throwable t) {
        // Errors too: a stack overflow or lack of memory in a plug-in is the plug-in's.
        thrown = Verdict.readable(t);
      }
    } else {
      thrown = new CancellationException("given up before it began");
    }
    List<Runnable> actions;
    synchronized (this) {
      thread = null;
      result = value;
      failure = thrown;
      beforeEnd.run();
      ended.countDown();
      actions = List.copyOf(afterwards);
    }
    // An interrupt meant for the call must reach neither what follows nor the next call on this thread.
    Thread.interrupted();
    actions.forEach(Runnable::run);
  }

  private synchronized boolean begins() {
    thread = Thread.currentThread();
    return !givenUp;
  }

  /** Waits for the end; answers whether it came. */
  boolean await(Duration time) throws InterruptedException {
    return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for the end even when the caller is interrupted, and leaves the caller so. */
  boolean awaitUninterrupted(Duration time) {
    boolean interrupted = false;
    long until = System.nanoTime() + time.toNanos();
    try {
      while (true) {
        try {
          return ended.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Asks the call to end: its thread is interrupted, or never begins. */
  synchronized void giveUp() {
    givenUp = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** The thread under way, or {@code null} before the call begins and after it ended. */
  synchronized @Nullable Thread thread() {
    return thread;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Does something on the thread of the call once it has ended; answers false when it already has. */
  synchronized boolean afterwards(Runnable action) {
    if (hasEnded()) {
      return false;
    }
    afterwards.add(action);
    return true;
  }

  /** What the plug-in answered; only once the call has ended. */
  synchronized @Nullable Object result() {
    return result;
  }

  /** What the plug-in threw, or {@code null}; only once the call has ended. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }
}
