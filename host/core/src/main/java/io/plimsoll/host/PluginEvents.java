package io.plimsoll.host;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.runtime.PluginChange;
import io.plimsoll.host.runtime.PluginWatch;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what becomes of plug-ins on record: in the chain of the organisation whose call brought it about, otherwise in
 * the host's.
 *
 * <p>On a thread of its own, because recording calls a plug-in too: a guard that waited for it could wait for itself.
 */
final class PluginEvents implements PluginWatch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginEvents.class);
  private static final Caller HOST = Caller.system("plimsoll-plugins");
  private static final int WAITING = 1000;
  private static final int SECONDS_TO_END = 5;

  private final CompletableFuture<Function<@Nullable String, AuditTrail>> trails = new CompletableFuture<>();
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          work -> {
            Thread thread = new Thread(work, "plimsoll-plugin-events");
            thread.setDaemon(true);
            return thread;
          });

  PluginEvents() {
    writer.allowCoreThreadTimeOut(true);
  }

  /**
   * Begins to record, also what was told before.
   *
   * @param of the trail of an organisation that is open, otherwise the host's
   */
  void recordIn(Function<@Nullable String, AuditTrail> of) {
    trails.complete(of);
  }

  @Override
  public void changed(PluginChange change) {
    String state = change.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    LOG.info("plug-in {} ({}, {}) is {}: {}", change.plugin(), change.kind(), change.file(), state, change.reason());
    try {
      writer.execute(() -> record(change, state));
    } catch (RejectedExecutionException e) {
      LOG.warn("That plug-in {} ({}) is {} is on no record: the host ends, or too much is waiting", change.plugin(),
          change.kind(), state);
    }
  }

  private void record(PluginChange change, String state) {
    try {
      String organisation = change.organisation();
      AuditTrail trail = trails.join().apply(organisation);
      Map<String, String> details = new HashMap<>();
      details.put("kind", change.kind());
      details.put("version", change.version());
      details.put("file", change.file());
      details.put("state", state);
      details.put("reason", change.reason());
      if (organisation != null) {
        details.put("organisation", organisation);
      }
      trail.record(HOST, "plugin.state", outcome(change.state()), change.plugin(), details);
    } catch (PlimsollException e) {
      LOG.warn("That plug-in {} ({}) is {} could not be recorded: {}", change.plugin(), change.kind(), state, e.code());
    }
  }

  private static Outcome outcome(PluginChange.State state) {
    return switch (state) {
      case HALF_OPEN -> Outcome.STARTED;
      case CLOSED -> Outcome.DONE;
      case OPEN, QUARANTINED, LIMIT_REACHED, LEAKED -> Outcome.FAILED;
    };
  }

  /** Records what is waiting, then ends the thread. */
  @Override
  public void close() {
    if (!trails.isDone()) {
      writer.shutdownNow();
      trails.cancel(false);
      return;
    }
    writer.shutdown();
    try {
      if (!writer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.warn("{} events of plug-ins are on no record", writer.shutdownNow().size());
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
