package io.plimsoll.host.state;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Tolerance;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyChange;
import io.plimsoll.host.json.Json;
import io.plimsoll.host.notice.NoticeTexts;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The anomalies of one organisation, what happened to them, and what people said about costs. Thread-safe. */
public final class AnomalyState {
  private final Database database;
  private final String organisation;

  /** Works on a database at the newest schema. */
  public AnomalyState(Database database, String organisation) {
    this.database = database;
    this.organisation = organisation;
  }

  /** Those that touch a period, and those that are not over, whenever they were. */
  public List<Anomaly> touching(Period period) {
    return database.read(
        h ->
            h.createQuery(
                    "select document from anomaly where (last_day >= :from and first_day < :to)"
                        + " or state in ('OPEN', 'ACKNOWLEDGED')")
                .bind("from", period.from().toString())
                .bind("to", period.to().toString())
                .map((row, c) -> AnomalyDocument.read(row.getString(1)))
                .list());
  }

  /** The anomaly of this id. */
  public Optional<Anomaly> find(String id) {
    return database.read(
        h ->
            h.createQuery("select document from anomaly where id = ?")
                .bind(0, id)
                .map((row, c) -> AnomalyDocument.read(row.getString(1)))
                .findOne());
  }

  /** What happened to an anomaly, oldest first. */
  public List<AnomalyEvent> history(String id) {
    return database.read(
        h ->
            h.createQuery("select at, who, what, state, note from anomaly_event where anomaly = ? order by number")
                .bind(0, id)
                .map(
                    (row, c) ->
                        new AnomalyEvent(
                            Instant.parse(row.getString(1)), row.getString(2),
                            AnomalyEvent.What.valueOf(row.getString(3)), Anomaly.State.valueOf(row.getString(4)),
                            row.getString(5)))
                .list());
  }

  /** Saves changes, what happened, and what is to be told of it: all of it or nothing. */
  public void save(Collection<AnomalyChange> changes) {
    if (!changes.isEmpty()) {
      database.write(h -> changes.forEach(change -> save(h, change)));
    }
  }

  /** Saves a change together with what a person's feedback makes different from now on. */
  public void save(AnomalyChange change, @Nullable Tolerance tolerance, @Nullable PlannedEvent event) {
    database.write(
        h -> {
          save(h, change);
          if (tolerance != null) {
            h.execute("delete from tolerance where id = ?", tolerance.id());
            h.execute(
                "insert into tolerance (id, since, document) values (?, ?, ?)",
                tolerance.id(), tolerance.since().toString(), Json.write(tolerance));
          }
          if (event != null && change.event() != null) {
            h.execute("delete from planned_event where name = ?", event.name());
            add(h, event, change.event().who(), change.event().at());
          }
        });
  }

  private void save(Handle h, AnomalyChange change) {
    Anomaly a = change.anomaly();
    h.execute("delete from anomaly where id = ?", a.id());
    h.execute(
        "insert into anomaly (id, state, first_day, last_day, document) values (?, ?, ?, ?, ?)",
        a.id(), a.state().name(), a.days().from().toString(), a.days().to().minusDays(1).toString(), Json.write(a));
    AnomalyEvent event = change.event();
    if (event == null) {
      return;
    }
    int number =
        h.createQuery("select coalesce(max(number), 0) from anomaly_event where anomaly = ?")
                .bind(0, a.id())
                .mapTo(Integer.class)
                .one()
            + 1;
    h.execute(
        "insert into anomaly_event (anomaly, number, at, who, what, state, note) values (?, ?, ?, ?, ?, ?, ?)",
        a.id(), number, event.at().toString(), event.who(), event.what().name(), event.state().name(), event.note());
    if (change.told() != null) {
      NoticeState.raise(
          h, NoticeTexts.of(organisation, change.told(), a, event.at(), a.id() + "-" + number), "anomaly/" + a.id() + "/" + number);
    }
  }

  /** The calendar, by first day. */
  public List<PlannedEvent> planned() {
    return database.read(
        h ->
            h.createQuery("select document from planned_event order by first_day, name")
                .map((row, c) -> Json.read(row.getString(1), PlannedEvent.class))
                .list());
  }

  /** Enters an event; answers whether its name was free. */
  public boolean add(PlannedEvent event, String who, Instant at) {
    if (planned().stream().anyMatch(e -> e.name().equals(event.name()))) {
      return false;
    }
    database.write(h -> add(h, event, who, at));
    return true;
  }

  private static void add(Handle h, PlannedEvent event, String who, Instant at) {
    h.execute(
        "insert into planned_event (name, first_day, document, who, since) values (?, ?, ?, ?, ?)",
        event.name(), event.days().from().toString(), Json.write(event), who, at.toString());
  }

  /** Takes an event out; answers whether it was there. */
  public boolean removePlanned(String name) {
    return removed("delete from planned_event where name = ?", name);
  }

  /** What feedback changed, the newest first. */
  public List<Tolerance> tolerances() {
    return database.read(
        h ->
            h.createQuery("select document from tolerance order by since desc, id")
                .map((row, c) -> Json.read(row.getString(1), Tolerance.class))
                .list());
  }

  /** Takes back what feedback on an anomaly changed; answers whether there was something. */
  public boolean removeTolerance(String id) {
    return removed("delete from tolerance where id = ?", id);
  }

  /** A setting of a connection, or of the organisation where the connection is empty. */
  public <T> Optional<T> setting(String connection, String name, Class<T> type) {
    return database.read(
        h ->
            h.createQuery("select document from anomaly_setting where connection = ? and name = ?")
                .bind(0, connection)
                .bind(1, name)
                .map((row, c) -> Json.read(row.getString(1), type))
                .findOne());
  }

  /** Sets it; {@code null} takes it away. */
  public void setting(String connection, String name, @Nullable Object value) {
    database.write(
        h -> {
          h.execute("delete from anomaly_setting where connection = ? and name = ?", connection, name);
          if (value != null) {
            h.execute(
                "insert into anomaly_setting (connection, name, document) values (?, ?, ?)",
                connection, name, Json.write(value));
          }
        });
  }

  /** How figures of young days came in, for series by some dimensions. */
  public Optional<byte[]> settling(String by) {
    return database.read(
        h ->
            h.createQuery("select deflated from settling where series_by = ?")
                .bind(0, by)
                .map((row, c) -> Base64.getDecoder().decode(row.getString(1)))
                .findOne());
  }

  /** Notes how they came in. */
  public void settling(String by, byte[] known) {
    database.write(
        h -> {
          h.execute("delete from settling where series_by = ?", by);
          h.execute(
              "insert into settling (series_by, deflated) values (?, ?)", by, Base64.getEncoder().encodeToString(known));
        });
  }

  private boolean removed(String sql, String key) {
    boolean[] there = {false};
    database.write(h -> there[0] = h.execute(sql, key) > 0);
    return there[0];
  }
}
