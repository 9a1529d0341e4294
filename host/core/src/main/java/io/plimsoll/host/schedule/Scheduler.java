package io.plimsoll.host.schedule;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.OpenWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what is due while a host is up: asks the control plane for no more organisations than it can begin with,
 * takes a lease on each, and holds it until the collection has ended. What was due while no host was up is collected
 * once, not as often as it was missed.
 *
 * <p>All its decisions are made on one thread; each collection has a thread of its own.
 */
public final class Scheduler implements AutoCloseable {
  /** How long a host that was killed keeps an organisation from the others. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final Caller SCHEDULE = Caller.system("plimsoll-schedule");
  private static final int AT_THE_SAME_TIME = 2;
  private static final int MOST_PAGES = 20;

  /** Somebody else may hold the lock of the collection, or nothing of it was due any more. */
  private static final Duration BETWEEN_BEGINNINGS = Duration.ofMinutes(1);

  private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(15);

  private final DueOrganisations organisations;
  private final Function<String, OpenWorkspace> workspaces;
  private final Clock clock;

  /** Touched by the one thread below, and once that has ended by whoever closes. */
  private final Map<Lease, RunningCollection> running = new HashMap<>();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "plimsoll-schedule");
            thread.setDaemon(true);
            return thread;
          });

  /** @param workspaces opens the workspace of an organisation */
  public Scheduler(DueOrganisations organisations, Function<String, OpenWorkspace> workspaces, Clock clock) {
    this.organisations = organisations;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /** Starts to look, this often, for what is due; more often than leases end, so that they are renewed in time. */
  public void start(Duration look) {
    timer.scheduleWithFixedDelay(this::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      renew();
      begin();
    } catch (RuntimeException e) {
      LOG.warn("the schedule could not be read and is looked at again: {}", reason(e));
    }
  }

  private void renew() {
    running.forEach(
        (lease, collection) -> {
          if (!organisations.renew(lease)) {
            LOG.warn("another host has taken over the collection of {}, so it ends here", lease.organisation());
            collection.cancel();
          }
        });
  }

  /** Page after page, since much of what is due may turn out to need nothing; not so many that leases wait for it. */
  private void begin() {
    boolean mayBeMore = true;
    for (int page = 0; mayBeMore && page < MOST_PAGES && running.size() < AT_THE_SAME_TIME; page++) {
      mayBeMore = false;
      for (String organisation : organisations.due(AT_THE_SAME_TIME - running.size())) {
        Optional<Lease> lease = organisations.claim(organisation);
        lease.ifPresent(this::begin);
        mayBeMore |= lease.isPresent();
      }
    }
  }

  private void begin(Lease lease) {
    Instant earliest = clock.instant().plus(BETWEEN_BEGINNINGS);
    try {
      Optional<RunningCollection> begun =
          workspaces.apply(lease.organisation()).collectDue(SCHEDULE, () -> later(() -> ended(lease, earliest)));
      if (begun.isPresent()) {
        running.put(lease, begun.get());
      } else {
        settle(lease, earliest);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} could not be collected and is tried again: {}", lease.organisation(), reason(e));
      organisations.settle(lease, clock.instant().plus(AFTER_A_DEFECT));
    }
  }

  private void ended(Lease lease, Instant earliest) {
    running.remove(lease);
    settle(lease, earliest);
    look();
  }

  private void settle(Lease lease, Instant earliest) {
    try {
      Instant next = workspaces.apply(lease.organisation()).nextDue();
      organisations.settle(lease, next.isAfter(earliest) ? next : earliest);
    } catch (RuntimeException e) {
      // The lease ends by itself, and the organisation is still due then.
      LOG.warn("the next collection of {} could not be set: {}", lease.organisation(), reason(e));
    }
  }

  private void later(Runnable work) {
    try {
      timer.execute(work);
    } catch (RejectedExecutionException closing) {
      LOG.debug("a collection ended while the host closes");
    }
  }

  private static Object reason(RuntimeException e) {
    return e instanceof PlimsollException known ? known.code() : e;
  }

  /** Begins nothing any more. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets other hosts have what was not finished here, at once; after {@link #close} and the end of all collections. */
  public void release() {
    running.keySet().forEach(
        lease -> {
          try {
            organisations.release(lease);
          } catch (RuntimeException e) {
            LOG.debug("the lease of {} ends by itself: {}", lease.organisation(), reason(e));
          }
        });
    running.clear();
  }
}
