package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The named threads that read parts. One set a host; closed with it. */
public final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService threads;

  /** As many threads as parts are read at the same time. */
  public Workers(int count) {
    this.count = count;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "plimsoll-reader-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /**
   * Runs all and answers their results in order, once every one of them has ended. The first failure cancels
   * the others and is thrown.
   *
   * @param cancellation of these tasks alone, which check it between batches
   * @throws PlimsollException {@code CANCELLED} when the calling thread is interrupted
   */
  public <T> List<T> all(List<Callable<T>> tasks, Cancellation cancellation) {
    List<Future<T>> futures = new ArrayList<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    tasks.forEach(task -> futures.add(threads.submit(() -> run(task, cancellation, failure))));
    List<T> results = new ArrayList<>();
    boolean interrupted = false;
    for (int i = 0; i < futures.size(); ) {
      try {
        results.add(futures.get(i).get());
        i++;
      } catch (ExecutionException e) {
        failure.compareAndSet(null, e.getCause());
        i++;
      } catch (InterruptedException e) {
        interrupted = true;
        cancellation.cancel();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw unwrap(failure.get());
    }
    cancellation.check();
    return results;
  }

  /** Stops the others at once: which task fails first is not the order they are waited for. */
  private static <T> T run(Callable<T> task, Cancellation cancellation, AtomicReference<@Nullable Throwable> failure)
      throws Exception {
    try {
      return task.call();
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
      cancellation.cancel();
      throw t;
    }
  }

  private static RuntimeException unwrap(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException e) {
      return e;
    }
    return new PlimsollException(
        ErrorCode.INTERNAL, "Reading failed: " + cause + ".", "Report this with the log below the home folder.", cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
