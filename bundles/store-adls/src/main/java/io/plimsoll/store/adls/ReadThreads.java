package io.plimsoll.store.adls;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read ahead, and the memory they may fill. One set for the whole store; closed with it. */
final class ReadThreads implements AutoCloseable {
  /** What is read ahead at a time. */
  static final int CHUNK = 4 << 20;

  private static final int THREADS = 8;

  /** Chunks in memory at the same time, over all objects: 48 MiB. */
  private static final int CHUNKS = 12;

  private final AtomicInteger number = new AtomicInteger();
  private final Semaphore memory = new Semaphore(CHUNKS);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "plimsoll-adls-read-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  /** Takes memory for a chunk; answers false when there is none now. */
  boolean take() {
    return memory.tryAcquire();
  }

  /** Gives the memory of a chunk back. */
  void give() {
    memory.release();
  }

  /** Reads a range on one of the threads. */
  Future<byte[]> read(RangeReader reader, long position, int length) {
    return threads.submit(
        () -> {
          byte[] bytes = new byte[length];
          reader.read(position, bytes, 0, length);
          return bytes;
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
