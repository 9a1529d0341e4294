package io.plimsoll.host.state;

import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.host.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The channels and rules of one organisation, and the outbox of what is to be told. Thread-safe. */
public final class NoticeState {
  private static final String RECORD =
      "select d.notice, n.event, n.title, d.rule_name, d.channel, d.state, d.attempts, d.detail, d.at, d.next_attempt"
          + " from notice_delivery d join notice n on n.id = d.notice";

  private final Database database;

  /** Works on a database at the newest schema. */
  public NoticeState(Database database) {
    this.database = database;
  }

  /** A notice on its way to a channel. */
  public record Pending(Notice notice, String rule, String channel, int attempts) {}

  /**
   * Puts a notice into the outbox for every rule that matches; does nothing when its cause was told before.
   *
   * @param h the transaction of what it tells of
   */
  static void raise(Handle h, Notice notice, String cause) {
    boolean told =
        h.createQuery("select count(*) from notice where cause = ?").bind(0, cause).mapTo(Integer.class).one() > 0;
    List<NoticeRule> rules = told ? List.of() : rules(h).stream().filter(r -> r.matches(notice)).toList();
    if (rules.isEmpty()) {
      return;
    }
    insert(h, notice, cause);
    List<String> enabled = channels(h).stream().filter(NoticeChannel::enabled).map(NoticeChannel::name).toList();
    for (NoticeRule rule : rules) {
      for (String channel : rule.channels().stream().distinct().filter(enabled::contains).toList()) {
        pending(h, notice, rule.name(), channel);
      }
    }
  }

  /** The same in a transaction of its own. */
  public void raise(Notice notice, String cause) {
    database.write(h -> raise(h, notice, cause));
  }

  /** Puts a test into the outbox, for one channel. */
  public void test(Notice notice, String channel) {
    database.write(
        h -> {
          insert(h, notice, "test/" + notice.id());
          pending(h, notice, "", channel);
        });
  }

  private static void insert(Handle h, Notice notice, String cause) {
    h.execute(
        "insert into notice (id, cause, event, at, title, document) values (?, ?, ?, ?, ?, ?)",
        notice.id(), cause, notice.event().name(), time(notice.at()), notice.title(), Json.write(notice));
  }

  private static void pending(Handle h, Notice notice, String rule, String channel) {
    h.execute(
        "insert into notice_delivery (notice, rule_name, channel, state, attempts, detail, at, next_attempt)"
            + " values (?, ?, ?, 'PENDING', 0, '', ?, ?)",
        notice.id(), rule, channel, time(notice.at()), time(notice.at()));
  }

  /** Whole seconds: only texts of one length are in the order of their times. */
  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** What is to be sent by now, the oldest first; tests go their own way. */
  public List<Pending> due(Instant now, int limit) {
    return database.read(
        h ->
            h.createQuery(
                    "select n.document, d.rule_name, d.channel, d.attempts from notice_delivery d"
                        + " join notice n on n.id = d.notice where d.state = 'PENDING' and d.rule_name <> ''"
                        + " and d.next_attempt <= :now order by d.next_attempt, d.notice, d.rule_name, d.channel")
                .bind("now", time(now))
                .setMaxRows(limit)
                .map(
                    (row, c) ->
                        new Pending(
                            Json.read(row.getString(1), Notice.class), row.getString(2), row.getString(3), row.getInt(4)))
                .list());
  }

  /** Notes what a try came to, and when the next one is. */
  public void tried(
      Pending pending, DeliveryRecord.State state, Delivery delivery, Instant at, @Nullable Instant next) {
    database.write(
        h -> {
          int number = pending.attempts() + 1;
          h.execute(
              "update notice_delivery set state = ?, attempts = ?, detail = ?, at = ?, next_attempt = ?"
                  + " where notice = ? and rule_name = ? and channel = ?",
              state.name(), number, delivery.detail(), time(at), next == null ? null : time(next),
              pending.notice().id(), pending.rule(), pending.channel());
          h.execute(
              "insert into notice_attempt (notice, rule_name, channel, number, at, outcome, detail)"
                  + " values (?, ?, ?, ?, ?, ?, ?)",
              pending.notice().id(), pending.rule(), pending.channel(), number, at.toString(),
              delivery.outcome().name(), delivery.detail());
        });
  }

  /** What was sent and is still to be sent, the newest first. */
  public List<DeliveryRecord> records(int limit) {
    return database.read(
        h ->
            h.createQuery(RECORD + " order by d.at desc, d.notice, d.rule_name, d.channel")
                .setMaxRows(limit)
                .map((row, c) -> record(row))
                .list());
  }

  private static DeliveryRecord record(ResultSet row) throws SQLException {
    String next = row.getString(10);
    return new DeliveryRecord(
        row.getString(1), Notice.Event.valueOf(row.getString(2)), row.getString(3), row.getString(4), row.getString(5),
        DeliveryRecord.State.valueOf(row.getString(6)), row.getInt(7), row.getString(8), Instant.parse(row.getString(9)),
        next == null ? null : Instant.parse(next));
  }

  /** The channels, by name. */
  public List<NoticeChannel> channels() {
    return database.read(NoticeState::channels);
  }

  private static List<NoticeChannel> channels(Handle h) {
    return h.createQuery("select document from notice_channel order by name")
        .map((row, c) -> Json.read(row.getString(1), NoticeChannel.class))
        .list();
  }

  /** The rules, by name. */
  public List<NoticeRule> rules() {
    return database.read(NoticeState::rules);
  }

  private static List<NoticeRule> rules(Handle h) {
    return h.createQuery("select document from notice_rule order by name")
        .map((row, c) -> Json.read(row.getString(1), NoticeRule.class))
        .list();
  }

  /** Adds or replaces a channel. */
  public void save(NoticeChannel channel) {
    database.write(
        h -> {
          h.execute("delete from notice_channel where name = ?", channel.name());
          h.execute("insert into notice_channel (name, document) values (?, ?)", channel.name(), Json.write(channel));
        });
  }

  /** Adds or replaces a rule. */
  public void save(NoticeRule rule) {
    database.write(
        h -> {
          h.execute("delete from notice_rule where name = ?", rule.name());
          h.execute("insert into notice_rule (name, document) values (?, ?)", rule.name(), Json.write(rule));
        });
  }

  /** Removes a channel, and what was still to be sent to it. */
  public void removeChannel(String name) {
    database.write(
        h -> {
          h.execute("delete from notice_channel where name = ?", name);
          h.execute(
              "update notice_delivery set state = 'GIVEN_UP', detail = 'The channel was removed.', next_attempt = null"
                  + " where channel = ? and state = 'PENDING'",
              name);
        });
  }

  /** Removes a rule; what it raised before is still sent. */
  public void removeRule(String name) {
    database.write(h -> h.execute("delete from notice_rule where name = ?", name));
  }

  /** Removes what was told before a day. */
  static void removeBefore(Handle h, LocalDate day) {
    h.createUpdate("delete from notice where at < :day").bind("day", day.toString()).execute();
    h.execute("delete from notice_delivery where notice not in (select id from notice)");
    h.execute("delete from notice_attempt where notice not in (select id from notice)");
  }
}
