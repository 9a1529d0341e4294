package io.plimsoll.host.runtime;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one plug-in: made when needed, kept a while, named after it. */
final class PluginThreads {
  private final ThreadPoolExecutor pool;

  PluginThreads(PluginId plugin, ClassLoader loader) {
    String name = "plimsoll-" + plugin.kind() + "-" + plugin.name() + "-";
    AtomicInteger made = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            calls -> new PluginThread(calls, name + made.incrementAndGet(), loader)) {
          @Override
          protected void beforeExecute(Thread thread, Runnable call) {
            if (thread.getContextClassLoader() != loader) {
              thread.setContextClassLoader(loader);
            }
          }
        };
  }

  /** Runs a call on a thread of its own; answers false once the threads have ended. */
  boolean run(Runnable call) {
    try {
      pool.execute(call);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Interrupts what runs and waits for it; answers how many threads did not end. */
  int end(Duration wait) {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return pool.getActiveCount();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
