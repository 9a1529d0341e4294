package io.plimsoll.host.schedule;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectionFailure;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.host.schedule.Timetable.Patience;
import io.plimsoll.host.state.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** When the connections of one organisation are due, and which of them fail. Thread-safe. */
public final class ConnectionSchedules {
  /** Who connects usually collects next; a host that does so by itself leaves them the time. */
  private static final Duration AFTER_A_CHANGE = Duration.ofMinutes(1);

  /** How long an organisation without anything due is left alone. */
  private static final Duration LONGEST_REST = Duration.ofDays(1);

  private static final Set<ErrorCode> PASSING =
      EnumSet.of(
          ErrorCode.STORAGE_UNAVAILABLE, ErrorCode.INPUT_INCOMPLETE, ErrorCode.INPUT_CHANGED, ErrorCode.PLUGIN_TIMED_OUT,
          ErrorCode.PLUGIN_BUSY, ErrorCode.PLUGIN_RESTING);

  private final String organisation;
  private final Database database;
  private final Clock clock;
  private final Consumer<Instant> due;

  /** @param due told each moment by which the organisation has to be looked at */
  public ConnectionSchedules(String organisation, Database database, Clock clock, Consumer<Instant> due) {
    this.organisation = organisation;
    this.database = database;
    this.clock = clock;
    this.due = due;
  }

  /** How these connections stand. */
  public List<CollectionSchedule> of(List<Connection> connections) {
    Map<String, Kept> kept = kept();
    return connections.stream().map(c -> schedule(c, kept.get(c.name()))).toList();
  }

  /** Those of the connections that are due. */
  public List<Connection> due(List<Connection> connections) {
    Instant now = clock.instant();
    Map<String, Kept> kept = kept();
    return connections.stream()
        .filter(c -> Optional.ofNullable(schedule(c, kept.get(c.name())).nextAt()).filter(at -> !at.isAfter(now)).isPresent())
        .toList();
  }

  /** When one of the connections is due next; a day from now at the latest. */
  public Instant next(List<Connection> connections) {
    Instant latest = clock.instant().plus(LONGEST_REST);
    return of(connections).stream()
        .map(CollectionSchedule::nextAt)
        .filter(at -> at != null && at.isBefore(latest))
        .min(Instant::compareTo)
        .orElse(latest);
  }

  /** A connection was made or changed, or got another secret: what failed before may work now. */
  public void changed(Connection connection) {
    Kept before = kept().get(connection.name());
    Instant next =
        Every.of(connection).isPresent() ? clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(AFTER_A_CHANGE) : null;
    keep(connection, before == null ? new Kept(next, null, null) : new Kept(next, before.endedAt(), before.failure()));
  }

  /**
   * A connection was collected, whoever asked for it.
   *
   * @return what had failed before and is over; empty when nothing had, or when it still fails
   */
  public Optional<CollectionFailure> ended(Connection connection, List<Run> runs) {
    Optional<Run> unusable = runs.stream().filter(r -> isFailure(r.state())).findFirst();
    if (unusable.isPresent()) {
      Run run = unusable.get();
      boolean passes = run.state() == Run.State.FAILED || run.state() == Run.State.INCOMPLETE;
      failed(connection, run.state().name(), run.message(), run.advice(), passes ? Patience.SHORT : Patience.LONG);
      return Optional.empty();
    }
    Kept before = kept().get(connection.name());
    Instant now = clock.instant();
    Instant next = Every.of(connection).map(every -> timetable(connection).next(every, now)).orElse(null);
    keep(connection, new Kept(next, now, null));
    return before == null ? Optional.empty() : Optional.ofNullable(before.failure());
  }

  /** A connection could not be collected at all. */
  public void failed(Connection connection, PlimsollException e) {
    failed(
        connection, e.code().name(), String.valueOf(e.getMessage()), e.advice(),
        PASSING.contains(e.code()) ? Patience.SHORT : Patience.LONG);
  }

  private void failed(Connection connection, String reason, String message, String advice, Patience patience) {
    Kept before = kept().get(connection.name());
    CollectionFailure earlier = before == null ? null : before.failure();
    Instant now = clock.instant();
    int times = earlier == null ? 1 : earlier.times() + 1;
    Instant next = Every.of(connection).map(every -> timetable(connection).retry(every, times, patience, now)).orElse(null);
    keep(
        connection,
        new Kept(
            next, now, new CollectionFailure(reason, message, advice, times, earlier == null ? now : earlier.since(), now)));
  }

  private static boolean isFailure(Run.State state) {
    return switch (state) {
      case FAILED, INCOMPLETE, QUARANTINED, AMBIGUOUS -> true;
      case PUBLISHED, UNCHANGED, SUPERSEDED, EMPTY, EXPIRED -> false;
    };
  }

  private Timetable timetable(Connection connection) {
    return new Timetable(organisation, connection.name());
  }

  /** What was never collected, nor connected by a host that knows of schedules, is due. */
  private CollectionSchedule schedule(Connection connection, @Nullable Kept kept) {
    Duration every = Every.of(connection).orElse(null);
    Instant next = every == null ? null : kept == null ? Instant.EPOCH : kept.nextAt();
    return new CollectionSchedule(
        connection.name(), every, next, kept == null ? null : kept.endedAt(), kept == null ? null : kept.failure());
  }

  /**
   * What is known of a connection.
   *
   * @param nextAt when it is due; {@code null} when never
   */
  private record Kept(@Nullable Instant nextAt, @Nullable Instant endedAt, @Nullable CollectionFailure failure) {}

  private Map<String, Kept> kept() {
    return database.read(
        h -> h.createQuery("select * from connection_schedule").map((row, c) -> Map.entry(row.getString("connection"), kept(row)))
            .stream().collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    Instant since = instant(row.getString("failing_since"));
    Instant last = instant(row.getString("failed_at"));
    CollectionFailure failure =
        since == null || last == null
            ? null
            : new CollectionFailure(
                row.getString("reason"), row.getString("message"), row.getString("advice"), row.getInt("failures"), since, last);
    return new Kept(instant(row.getString("next_at")), instant(row.getString("ended_at")), failure);
  }

  private void keep(Connection connection, Kept kept) {
    CollectionFailure failure = kept.failure();
    database.write(
        h -> {
          h.execute("delete from connection_schedule where connection = ?", connection.name());
          h.execute(
              "insert into connection_schedule (connection, next_at, ended_at, failures, failing_since, failed_at, reason,"
                  + " message, advice) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              connection.name(), text(kept.nextAt()), text(kept.endedAt()), failure == null ? 0 : failure.times(),
              failure == null ? null : failure.since().toString(), failure == null ? null : failure.last().toString(),
              failure == null ? "" : failure.reason(), failure == null ? "" : failure.message(),
              failure == null ? "" : failure.advice());
        });
    if (kept.nextAt() != null) {
      due.accept(kept.nextAt());
    }
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
