package io.plimsoll.host.identity;

import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions that were begun and not ended, in the control plane. */
final class SessionTable {
  private static final int LONGEST_ADDRESS = 100;
  private static final int LONGEST_AGENT = 200;

  /** The use of a session is kept to the minute, so that a busy one does not write for each request. */
  private static final Duration USE_STEP = Duration.ofMinutes(1);

  /** Of as many people who come at about the same time. */
  private static final int REMEMBERED = 1_000;

  private final Database database;
  private final Duration idle;
  private final Remembered<String, Optional<Instant>> used;

  /** @param idle a session ends when it was not used for so long */
  SessionTable(Database database, Duration idle) {
    this.database = database;
    this.idle = idle;
    this.used = database.remembered(REMEMBERED);
  }

  /**
   * A session as it is kept.
   *
   * @param via the organisation whose provider vouched for the person; {@code null} for a password
   */
  record Kept(
      String id, @Nullable String via, String address, String agent, Instant startedAt, Instant lastUsedAt, Instant expiresAt) {}

  /** Keeps a session that begins, and none that are over. */
  void begin(Sessions.Claims claims, String address, String agent, Instant now) {
    database.write(
        h -> {
          h.execute("delete from session where expires_at < ?", now.toString());
          h.execute(
              "insert into session (id, person, epoch, via, address, agent, started_at, last_used_at, expires_at)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              claims.id(), claims.person(), claims.epoch(), claims.via(), cut(address, LONGEST_ADDRESS),
              cut(agent, LONGEST_AGENT), now.toString(), now.toString(), claims.expiresAt().toString());
        });
  }

  /** When a session was used last; empty when it was ended. */
  Optional<Instant> lastUsed(String id) {
    return used.of(
        id,
        h ->
            h.createQuery("select last_used_at from session where id = ?")
                .bind(0, id)
                .map((row, c) -> Instant.parse(row.getString(1)))
                .findOne());
  }

  /** Whether a session that was used last then is over for want of use. */
  boolean idle(Instant lastUsed, Instant now) {
    return !lastUsed.plus(idle).isAfter(now);
  }

  /** Notes a use, once a minute. */
  void used(String id, Instant lastUsed, Instant now) {
    if (!lastUsed.plus(USE_STEP).isAfter(now)) {
      database.write(h -> h.execute("update session set last_used_at = ? where id = ?", now.toString(), id));
    }
  }

  /** A person's sessions that hold, the one used last first. */
  List<Kept> of(String person, Instant now) {
    return database
        .read(
            h ->
                h.createQuery(
                        "select s.* from session s join person p on p.id = s.person and p.epoch = s.epoch"
                            + " where s.person = :person order by s.last_used_at desc, s.started_at desc, s.id")
                    .bind("person", person)
                    .map(
                        (row, c) ->
                            new Kept(
                                row.getString("id"), row.getString("via"), row.getString("address"), row.getString("agent"),
                                Instant.parse(row.getString("started_at")), Instant.parse(row.getString("last_used_at")),
                                Instant.parse(row.getString("expires_at"))))
                    .list())
        .stream()
        .filter(each -> each.expiresAt().isAfter(now) && !idle(each.lastUsedAt(), now))
        .toList();
  }

  void end(String id) {
    database.write(h -> h.execute("delete from session where id = ?", id));
  }

  void end(List<String> ids) {
    database.write(h -> ids.forEach(id -> h.execute("delete from session where id = ?", id)));
  }

  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(longest, text.length()));
  }
}
