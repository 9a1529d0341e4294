package io.plimsoll.engine.columnar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that help a caller with one call, so that a question or the end of a collection uses every processor.
 * Thread-safe; closed with the engine. What it cannot take, the caller does alone.
 */
final class Crew implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final int size;
  private final ThreadPoolExecutor threads;

  /** @param size how many work on a call at most, the caller among them; at least one */
  Crew(int size) {
    this.size = size;
    AtomicInteger number = new AtomicInteger();
    int helpers = Math.max(1, size - 1);
    threads =
        new ThreadPoolExecutor(
            helpers, helpers, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "plimsoll-columnar-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** How many work on a call at most. */
  int size() {
    return size;
  }

  /** Does all of this work and answers once it is done; the first failure is thrown. */
  void all(List<? extends Runnable> work) {
    List<FutureTask<Void>> tasks = new ArrayList<>();
    work.forEach(w -> tasks.add(new FutureTask<>(w, null)));
    try {
      for (int i = 1; i < tasks.size() && size > 1; i++) {
        threads.execute(tasks.get(i));
      }
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: what nobody took, the caller does below.
    }
    // A task runs once, whoever comes to it first.
    tasks.forEach(FutureTask::run);
    RuntimeException failure = null;
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        failure = failure == null ? unchecked(e.getCause()) : failure;
      } catch (InterruptedException e) {
        tasks.forEach(t -> t.cancel(true));
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while several threads summed", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
