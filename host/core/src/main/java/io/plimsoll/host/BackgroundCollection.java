package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.CollectRequest.ProgressListener;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.Workspace;
import io.plimsoll.host.collect.Cancellation;
import io.plimsoll.host.collect.Collector;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A collection on a thread of its own: connection after connection, then the detectors over what changed. */
final class BackgroundCollection implements RunningCollection {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private @Nullable Thread thread;

  private BackgroundCollection() {}

  static RunningCollection start(OpenWorkspace open, String organisation, CollectRequest request, Caller caller) {
    List<Connection> connections = connections(open, organisation, request.connection());
    return start(open, organisation, connections, request.listener(), caller, () -> {});
  }

  /** Collects just these connections. */
  static RunningCollection start(
      OpenWorkspace open,
      String organisation,
      List<Connection> connections,
      ProgressListener listener,
      Caller caller,
      Runnable whenEnded) {
    BackgroundCollection collection = new BackgroundCollection();
    Thread thread =
        new Thread(
            () -> {
              collection.run(open, connections, listener, caller);
              whenEnded.run();
            },
            "plimsoll-collect-" + organisation);
    thread.setDaemon(true);
    collection.thread = thread;
    open.started(collection);
    thread.start();
    return collection;
  }

  /** The connection of this name, or all without a name; never none. */
  static List<Connection> connections(OpenWorkspace open, String organisation, @Nullable String wanted) {
    List<Connection> all = open.state().connections();
    if (all.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, organisation + " has no connection to collect from.",
          "Add one: plimsoll connect " + organisation + " --name NAME --store URI.");
    }
    List<Connection> chosen = wanted == null ? all : all.stream().filter(c -> c.name().equals(wanted)).toList();
    if (chosen.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, organisation + " has no connection " + wanted + ".",
          "Those there are: " + String.join(", ", all.stream().map(Connection::name).toList()) + ".");
    }
    return chosen;
  }

  /** Tells the outcome last, so that who waits for it finds the lock free and the host at rest. */
  private void run(OpenWorkspace open, List<Connection> connections, ProgressListener listener, Caller caller) {
    Runnable tell;
    try {
      Outcome reached = recorded(open, connections, listener, caller);
      tell = () -> outcome.complete(reached);
    } catch (RuntimeException e) {
      tell = () -> outcome.completeExceptionally(e);
    } catch (Error e) {
      tell =
          () ->
              outcome.completeExceptionally(
                  new PlimsollException(
                      ErrorCode.LIMIT_EXCEEDED, "The collection stopped: " + e + "; nothing half-done is shown.",
                      "Give the JVM more memory or read fewer parts at a time.", e));
    }
    open.ended(this);
    tell.run();
  }

  private Outcome recorded(
      OpenWorkspace open, List<Connection> connections, ProgressListener listener, Caller caller) {
    try (Workspace.Lock lock = open.lockCollection("this collection")) {
      return open.audit()
          .act(caller, "collection.run", names(connections), Map.of(), () -> collect(open, connections, listener, caller));
    } finally {
      open.sendNotices();
    }
  }

  private Outcome collect(OpenWorkspace open, List<Connection> connections, ProgressListener listener, Caller caller) {
    open.warnOfExpiry(caller);
    Collector collector = open.collector(caller);
    collector.sweep();
    List<Run> runs = new ArrayList<>();
    List<PlimsollException> failures = new ArrayList<>();
    for (Connection connection : connections) {
      try {
        List<Run> ofOne = collector.collect(connection, listener, cancellation);
        runs.addAll(ofOne);
        open.collectionNotices(caller).ended(connection, ofOne);
      } catch (PlimsollException e) {
        if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.AUDIT_UNAVAILABLE) {
          throw e;
        }
        // One that cannot be reached keeps nobody from the others.
        open.collectionNotices(caller).failed(connection, e);
        failures.add(e);
      }
    }
    List<LocalDate> changed =
        runs.stream().filter(r -> r.state() == Run.State.PUBLISHED).map(Run::period).distinct().toList();
    List<SkippedDetector> skipped = open.anomalies().evaluate(changed);
    if (!changed.isEmpty() && !skipped.isEmpty()) {
      Map<String, String> reasons = new TreeMap<>();
      skipped.forEach(s -> reasons.put(s.detector(), s.reason()));
      open.audit().record(
          caller, "anomalies.evaluated", io.plimsoll.api.audit.AuditEvent.Outcome.FAILED, String.join(",", reasons.keySet()),
          reasons);
    }
    if (!failures.isEmpty()) {
      PlimsollException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return new Outcome(runs, skipped);
  }

  private static String names(List<Connection> connections) {
    return String.join(",", connections.stream().map(Connection::name).toList());
  }

  @Override
  public Outcome await() {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new PlimsollException(ErrorCode.CANCELLED, "The collection was cancelled.", "Start it again when you like.", e);
    }
  }

  /** Waits a few seconds for its thread to end, which ends soon after it was cancelled. */
  void join() {
    Thread running = thread;
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    try {
      running.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void cancel() {
    cancellation.cancel();
  }
}
