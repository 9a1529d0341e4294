package io.plimsoll.host.notice;

import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send notices: at once when something happened, and every few seconds for what is to be tried again.
 * Closing waits a little for what is being sent; the rest stays in the outbox.
 */
public final class NoticeThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeThreads.class);
  private static final int THREADS = 2;
  private static final int SECONDS_BETWEEN_LOOKS = 10;
  private static final int SECONDS_TO_END = 20;

  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closing;

  /** Starts no thread before there is something to do. */
  public NoticeThreads() {
    AtomicInteger number = new AtomicInteger();
    timer =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "plimsoll-notices-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Looks every few seconds at the desks that are open then. */
  public void watch(Supplier<Collection<NoticeDesk>> desks) {
    timer.scheduleWithFixedDelay(
        () -> desks.get().forEach(this::send), SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  /** Looks at a desk soon. */
  public void wake(NoticeDesk desk) {
    try {
      timer.execute(() -> send(desk));
    } catch (RejectedExecutionException e) {
      LOG.debug("the host is closing; what is in the outbox waits for the next one");
    }
  }

  private void send(NoticeDesk desk) {
    try {
      desk.sendDue(() -> closing);
    } catch (RuntimeException e) {
      // The outbox keeps it; a workspace that was closed meanwhile ends here too.
      LOG.warn("notices could not be sent now and are tried again: {}", e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        closing = true;
        timer.shutdownNow();
        timer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
