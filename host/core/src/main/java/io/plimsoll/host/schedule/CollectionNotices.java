package io.plimsoll.host.schedule;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.collect.CollectionFailure;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.notice.NoticeTexts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Raises the notice that a connection cannot be collected, and takes it back. Each goes on record once: when it begins,
 * when the reason becomes another one, and when it is over.
 */
public final class CollectionNotices {
  private final ConnectionSchedules schedules;
  private final AuditTrail audit;
  private final BiConsumer<Notice, String> outbox;
  private final String organisation;
  private final Clock clock;
  private final Caller caller;

  /**
   * Raises notices about what this caller collects.
   *
   * @param outbox takes a notice and the cause that it is told of once
   */
  public CollectionNotices(
      ConnectionSchedules schedules,
      AuditTrail audit,
      BiConsumer<Notice, String> outbox,
      String organisation,
      Clock clock,
      Caller caller) {
    this.schedules = schedules;
    this.audit = audit;
    this.outbox = outbox;
    this.organisation = organisation;
    this.clock = clock;
    this.caller = caller;
  }

  /** A connection was looked through; runs that could not be published may be among what was found. */
  public void ended(Connection connection, List<Run> runs) {
    @Nullable CollectionFailure before = standing(connection);
    Optional<CollectionFailure> over = schedules.ended(connection, runs);
    if (over.isPresent()) {
      audit.record(
          caller, "collection.recovered", Outcome.DONE, connection.name(),
          Map.of("failedSince", over.get().since().toString(), "times", Integer.toString(over.get().times())));
    } else {
      raise(connection, before);
    }
  }

  /** A connection could not be collected at all. */
  public void failed(Connection connection, PlimsollException e) {
    @Nullable CollectionFailure before = standing(connection);
    schedules.failed(connection, e);
    raise(connection, before);
  }

  private void raise(Connection connection, @Nullable CollectionFailure before) {
    CollectionSchedule schedule = schedules.of(List.of(connection)).get(0);
    CollectionFailure now = schedule.failure();
    if (now == null || before != null && before.reason().equals(now.reason()) && before.message().equals(now.message())) {
      return;
    }
    Map<String, String> details = new TreeMap<>();
    details.put("code", now.reason());
    details.put("reason", now.message());
    details.put("times", Integer.toString(now.times()));
    if (schedule.nextAt() != null) {
      details.put("nextAt", schedule.nextAt().toString());
    }
    audit.record(caller, "collection.failed", Outcome.FAILED, connection.name(), details);
    // What is incomplete is usually still being written.
    if (!now.reason().equals(Run.State.INCOMPLETE.name())) {
      outbox.accept(
          NoticeTexts.collectionFailed(
              organisation, connection.name(), now.message(), now.advice(), clock.instant(), "cf-" + UUID.randomUUID()),
          "collection/" + connection.name() + "/" + now.since() + "/" + now.reason() + "/" + now.times());
    }
  }

  private @Nullable CollectionFailure standing(Connection connection) {
    return schedules.of(List.of(connection)).get(0).failure();
  }
}
