package io.plimsoll.generator;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads that write parts side by side. */
final class PartWorkers implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  PartWorkers(int threads) {
    this.threads = Math.max(1, threads);
    AtomicInteger number = new AtomicInteger();
    executor = Executors.newFixedThreadPool(this.threads, task -> {
      Thread thread = new Thread(task, "plimsoll-generator-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }

  int threads() {
    return threads;
  }

  /** Does all tasks and answers their results in order. */
  <T> List<T> all(List<Callable<T>> tasks) throws IOException {
    List<Future<T>> running = new ArrayList<>();
    tasks.forEach(task -> running.add(executor.submit(task)));
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> task : running) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlimsollException(
          ErrorCode.CANCELLED, "the generation was interrupted", "Delete what was written and start again.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      running.forEach(task -> task.cancel(true));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
