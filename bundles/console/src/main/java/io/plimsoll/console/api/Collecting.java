package io.plimsoll.console.api;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Collections that were started here, for who started them. Kept in memory, the last hundred; what they did is in the runs
 * of the organisation for ever.
 */
final class Collecting implements AutoCloseable {
  private static final int KEPT = 100;
  private static final int AT_ONCE = 8;

  private final ExecutorService waiting;
  private final Map<String, Started> started =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Started> eldest) {
          return size() > KEPT && eldest.getValue().state != State.RUNNING;
        }
      };

  Collecting() {
    AtomicInteger number = new AtomicInteger();
    this.waiting =
        new ThreadPoolExecutor(
            0, AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
            work -> new Thread(work, "plimsoll-collection-" + number.incrementAndGet()));
  }

  /** How a collection stands. */
  enum State {
    RUNNING,
    ENDED,
    FAILED
  }

  /**
   * A collection as it is answered.
   *
   * @param runs what it did, once it has ended
   * @param message why it failed; empty otherwise
   */
  record Collection(String id, State state, List<Run> runs, List<String> skippedDetectors, String message, String advice) {}

  private static final class Started {
    final String id;
    final String organisation;
    final String person;
    volatile State state = State.RUNNING;
    volatile @Nullable RunningCollection running;
    volatile List<Run> runs = List.of();
    volatile List<String> skipped = List.of();
    volatile String message = "";
    volatile String advice = "";

    Started(String organisation, String person) {
      this.id = UUID.randomUUID().toString();
      this.organisation = organisation;
      this.person = person;
    }

    Collection shown() {
      return new Collection(id, state, runs, skipped, message, advice);
    }
  }

  /** Starts one; what may not be collected fails here. */
  Collection start(String name, String person, Organisation organisation, @Nullable String connection) {
    Started each = new Started(name, person);
    RunningCollection running = organisation.collect(new CollectRequest(connection, progress -> {}));
    each.running = running;
    synchronized (started) {
      started.put(each.id, each);
    }
    try {
      waiting.execute(() -> await(each, running));
    } catch (RejectedExecutionException e) {
      running.cancel();
      synchronized (started) {
        started.remove(each.id);
      }
      throw new PlimsollException(
          ErrorCode.TOO_MANY_REQUESTS, "There are " + AT_ONCE + " collections under way.", "Start it when one of them has ended.");
    }
    return each.shown();
  }

  private static void await(Started each, RunningCollection running) {
    try {
      RunningCollection.Outcome outcome = running.await();
      each.runs = outcome.runs();
      each.skipped = outcome.skipped().stream().map(s -> s.detector()).toList();
      each.state = State.ENDED;
    } catch (PlimsollException e) {
      each.message = String.valueOf(e.getMessage());
      each.advice = e.advice();
      each.state = State.FAILED;
    } catch (RuntimeException e) {
      each.message = "The collection failed.";
      each.advice = "The log of the host says more.";
      each.state = State.FAILED;
    }
  }

  /** One that this person started in this organisation. */
  Collection find(String organisation, String person, String id) {
    return mine(organisation, person, id).shown();
  }

  /** Ends one; nothing half-done is published. */
  void cancel(String organisation, String person, String id) {
    RunningCollection running = mine(organisation, person, id).running;
    if (running != null) {
      running.cancel();
    }
  }

  private Started mine(String organisation, String person, String id) {
    synchronized (started) {
      Started each = started.get(id);
      if (each == null || !each.organisation.equals(organisation) || !each.person.equals(person)) {
        throw new PlimsollException(
            ErrorCode.NOT_FOUND, "There is no collection " + id + " of yours.", "See the runs of the organisation for what collections did.");
      }
      return each;
    }
  }

  @Override
  public void close() {
    List<Started> all;
    synchronized (started) {
      all = new ArrayList<>(started.values());
    }
    all.stream().filter(s -> s.state == State.RUNNING).forEach(s -> {
      RunningCollection running = s.running;
      if (running != null) {
        running.cancel();
      }
    });
    waiting.shutdown();
    try {
      waiting.awaitTermination(Duration.ofSeconds(3).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
