package io.plimsoll.console.work;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of one kind that takes longer than a request, for who started it. Kept in memory, the latest few; what it did
 * is in the organisation. Thread-safe.
 *
 * @param <T> what it comes to
 */
public final class Jobs<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final String what;
  private final int atOnce;
  private final int kept;
  private final Duration patience;
  private final ExecutorService workers;
  private final Map<String, Job<T>> jobs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Job<T>> eldest) {
          return size() > kept && !eldest.getValue().isRunning();
        }
      };

  /**
   * @param what one of them is called, such as {@code collection}
   * @param atOnce how many may be under way; more are refused
   * @param kept how many are known at most, but those that are under way
   * @param patience how long a start waits, so that what is refused is answered as such
   */
  public Jobs(String what, int atOnce, int kept, Duration patience) {
    this.what = what;
    this.atOnce = atOnce;
    this.kept = kept;
    this.patience = patience;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "plimsoll-" + what + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How far one is. */
  public enum State {
    RUNNING,
    ENDED,
    FAILED
  }

  /**
   * How one stands.
   *
   * @param result what it came to; {@code null} until it has ended, or when it failed
   * @param message why it failed; empty otherwise
   */
  public record Standing<T>(State state, @Nullable T result, String message, String advice) {}

  /** One of them. */
  public static final class Job<T> {
    private final String id = UUID.randomUUID().toString();
    private final String organisation;
    private final String person;
    private final @Nullable Runnable cancel;

    /** Does the work at this moment; guarded by this. */
    private @Nullable Thread worker;

    private volatile Standing<T> standing = new Standing<>(State.RUNNING, null, "", "");

    private Job(String organisation, String person, @Nullable Runnable cancel) {
      this.organisation = organisation;
      this.person = person;
      this.cancel = cancel;
    }

    /** What it is asked after by; says nothing about what it does. */
    public String id() {
      return id;
    }

    /** How it stands at this moment. */
    public Standing<T> standing() {
      return standing;
    }

    private boolean isRunning() {
      return standing.state() == State.RUNNING;
    }

    private void cancel() {
      if (cancel != null) {
        cancel.run();
        return;
      }
      synchronized (this) {
        if (worker != null) {
          worker.interrupt();
        }
      }
    }

    private synchronized void worker(@Nullable Thread thread) {
      worker = thread;
    }
  }

  /** The same for work that ends early when its thread is interrupted. */
  public Job<T> start(String organisation, String person, Supplier<T> work) {
    return begin(organisation, person, work, null);
  }

  /**
   * Starts one, and waits a moment for it.
   *
   * @param cancel asks it to end early
   * @throws PlimsollException as the work did, when it failed at once: what may not be done, or is not there
   */
  public Job<T> start(String organisation, String person, Supplier<T> work, Runnable cancel) {
    return begin(organisation, person, work, cancel);
  }

  private Job<T> begin(String organisation, String person, Supplier<T> work, @Nullable Runnable cancel) {
    Job<T> job = new Job<>(organisation, person, cancel);
    synchronized (jobs) {
      // Of the jobs, not the threads: one that has ended makes room, though its thread may not be free yet.
      if (jobs.values().stream().filter(Job::isRunning).count() >= atOnce) {
        throw tooMany();
      }
      jobs.put(job.id, job);
    }
    try {
      awaitAMoment(job, workers.submit(() -> run(job, work)));
    } catch (RejectedExecutionException e) {
      job.cancel();
      forget(job);
      throw new PlimsollException(
          ErrorCode.TOO_MANY_REQUESTS, "The server stops and takes no " + what + " any more.", "Start it when the server is back.");
    }
    return job;
  }

  private PlimsollException tooMany() {
    return new PlimsollException(
        ErrorCode.TOO_MANY_REQUESTS, "There are " + atOnce + " " + what + "s under way.", "Start it when one of them has ended.");
  }

  private void awaitAMoment(Job<T> job, Future<@Nullable PlimsollException> running) {
    try {
      PlimsollException failed = running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (failed != null) {
        forget(job);
        throw failed;
      }
    } catch (TimeoutException e) {
      // It goes on, as it is meant to.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a " + what + " ended in a way that is not known", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget(Job<T> job) {
    synchronized (jobs) {
      jobs.remove(job.id);
    }
  }

  private @Nullable PlimsollException run(Job<T> job, Supplier<T> work) {
    job.worker(Thread.currentThread());
    try {
      job.standing = new Standing<>(State.ENDED, work.get(), "", "");
    } catch (PlimsollException e) {
      job.standing = new Standing<>(State.FAILED, null, String.valueOf(e.getMessage()), e.advice());
      return e;
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", what, job.id, e);
      job.standing =
          new Standing<>(
              State.FAILED, null, "The " + what + " failed; that is a defect of Plimsoll.",
              "Who runs the host finds the reason in its log under " + job.id + ".");
    } finally {
      job.worker(null);
    }
    return null;
  }

  /** One that this person started in this organisation. */
  public Job<T> find(String organisation, String person, String id) {
    synchronized (jobs) {
      Job<T> job = jobs.get(id);
      if (job == null || !job.organisation.equals(organisation) || !job.person.equals(person)) {
        throw new PlimsollException(
            ErrorCode.NOT_FOUND, "There is no " + what + " " + id + " of yours.",
            "They are known to who started them, until the server stops; start another one.");
      }
      return job;
    }
  }

  /** Asks one to end early. */
  public void cancel(String organisation, String person, String id) {
    Job<T> job = find(organisation, person, id);
    if (job.isRunning()) {
      job.cancel();
    }
  }

  /** Asks all of them to end, and takes no more. */
  void stop() {
    List<Job<T>> all;
    synchronized (jobs) {
      all = new ArrayList<>(jobs.values());
    }
    all.stream().filter(Job::isRunning).forEach(Job::cancel);
    workers.shutdownNow();
  }

  @Override
  public void close() {
    stop();
    try {
      workers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
