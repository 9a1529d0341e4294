package io.plimsoll.host.retention;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.host.OpenWorkspace;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.control.ControlPlane;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a UTC day, while a host is up, checks the whole audit chain of each organisation, warns of credentials that end
 * soon and applies its retention, a page of organisations at a time. Retention is an act: where the chain does not hold, it waits.
 */
public final class DailyRetention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DailyRetention.class);
  private static final Caller RETENTION = Caller.system("plimsoll-retention");
  private static final int PAGE = 100;
  private static final int MINUTES_BETWEEN_LOOKS = 10;

  private final ControlPlane control;
  private final Function<String, OpenWorkspace> workspaces;
  private final AuditTrail host;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "plimsoll-retention");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param workspaces opens the workspace of an organisation
   * @param host where a chain that does not hold is put on record
   */
  public DailyRetention(
      ControlPlane control, Function<String, OpenWorkspace> workspaces, AuditTrail host, Clock clock) {
    this.control = control;
    this.workspaces = workspaces;
    this.host = host;
    this.clock = clock;
  }

  /** Starts to look every few minutes whether a new day has begun. */
  public void start() {
    timer.scheduleWithFixedDelay(this::look, 1, MINUTES_BETWEEN_LOOKS, TimeUnit.MINUTES);
  }

  private void look() {
    String after = null;
    List<OrganisationProfile> page;
    do {
      page = control.page(after, PAGE);
      page.forEach(this::apply);
      after = page.isEmpty() ? null : page.get(page.size() - 1).name();
    } while (page.size() == PAGE && !Thread.currentThread().isInterrupted());
  }

  private void apply(OrganisationProfile profile) {
    String today = LocalDate.now(clock.withZone(ZoneOffset.UTC)).toString();
    try {
      OpenWorkspace workspace = workspaces.apply(profile.name());
      if (!workspace.lastRetention().equals(today)) {
        workspace.verifyAudit(host, RETENTION);
        workspace.warnOfExpiry(RETENTION);
        workspace.applyRetention(profile, false, RETENTION);
        workspace.noteRetention(today);
      }
    } catch (PlimsollException e) {
      LOG.warn("retention of {} did not run and is tried again: {}", profile.name(), e.code());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
