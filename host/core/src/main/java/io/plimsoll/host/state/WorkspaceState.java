package io.plimsoll.host.state;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.host.collect.Breakdown;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.json.Json;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Connections, runs, publications, receipts and anomalies of one organisation. Thread-safe. */
public final class WorkspaceState {
  /** The columns that hold JSON; any other text may look like it and is none. */
  public static final Set<String> DOCUMENTS = Set.of("document", "breakdown", "settings");

  private static final List<Run.State> WAITING =
      List.of(Run.State.INCOMPLETE, Run.State.QUARANTINED, Run.State.AMBIGUOUS, Run.State.FAILED);

  /** Periods whose anomalies are remembered: those of the pages that everybody looks at. */
  private static final int PERIODS = 4;

  private final Database database;
  private final Map<String, Publication> read = new ConcurrentHashMap<>();
  private final Remembered<Boolean, List<Run>> runs;
  private final Remembered<Boolean, List<Publication>> shown;
  private final Remembered<Boolean, List<Connection>> connections;
  private final Remembered<Period, List<Anomaly>> anomalies;

  /** Works on a database at the newest schema. */
  public WorkspaceState(Database database) {
    this.database = database;
    this.runs = database.remembered(2);
    this.shown = database.remembered(1);
    this.connections = database.remembered(1);
    this.anomalies = database.remembered(PERIODS);
  }

  /** Adds a connection. */
  public void add(Connection connection) {
    database.write(
        h ->
            h.execute(
                "insert into connection (name, store, layout, credential, settings) values (?, ?, ?, ?, ?)",
                connection.name(),
                connection.store().toString(),
                connection.layout().name(),
                connection.credential(),
                Json.write(connection.settings())));
  }

  /** Replaces the credential and the settings of the connection of this name, which keeps its store and layout. */
  public void replace(Connection connection) {
    database.write(
        h ->
            h.execute(
                "update connection set credential = ?, settings = ? where name = ?",
                connection.credential(),
                Json.write(connection.settings()),
                connection.name()));
  }

  /** The connections, by name. */
  public List<Connection> connections() {
    return connections.of(
        true,
        h -> List.copyOf(h.createQuery("select * from connection order by name").map((row, c) -> connection(row)).list()));
  }

  /** Notes what became of runs that were not published. */
  public void save(List<Run> runs) {
    if (!runs.isEmpty()) {
      database.write(h -> runs.forEach(run -> save(h, run)));
    }
  }

  /** Every run known, the newest period first. */
  public List<Run> runs() {
    return runs.of(
        false,
        h ->
            List.copyOf(
                h.createQuery(
                        "select document, state, changed_at from run"
                            + " order by period desc, connection, export, changed_at desc, run_id")
                    .map((row, c) -> run(row))
                    .list()));
  }

  /** The runs that wait for somebody or for the next collection. */
  public List<Run> waitingRuns() {
    return runs.of(
        true,
        h ->
            List.copyOf(
                h.createQuery(
                        "select document, state, changed_at from run where state in (<waiting>)"
                            + " order by period desc, connection, export, changed_at desc, run_id")
                    .bindList("waiting", WAITING)
                    .map((row, c) -> run(row))
                    .list()));
  }

  /**
   * Publishes a period: in one transaction the pointer moves, the run before it is superseded, what another
   * export showed of the same scope is withdrawn, and the receipt is kept.
   *
   * @return what was shown before and is no more
   */
  public List<Publication> publish(Publication publication, Receipt receipt, Breakdown breakdown, List<Run> others) {
    List<Publication> before = publications().stream().filter(publication::takesThePlaceOf).toList();
    database.write(
        h -> {
          before.forEach(replaced -> withdraw(h, replaced, receipt.publishedAt()));
          supersedeAmbiguous(h, receipt.run());
          h.execute(
              "update run set state = ?, changed_at = ? where connection = ? and export = ? and scope = ? and period = ?"
                  + " and state in ('PUBLISHED', 'UNCHANGED') and run_id <> ?",
              Run.State.SUPERSEDED.name(),
              receipt.publishedAt().toString(),
              publication.connection(),
              publication.export(),
              publication.scope(),
              publication.period().toString(),
              publication.runId());
          others.forEach(run -> save(h, run));
          save(h, receipt.run());
          insert(h, publication);
          h.execute(
              "delete from receipt where run_id = ? and connection = ? and period = ?",
              publication.runId(),
              publication.connection(),
              publication.period().toString());
          h.execute(
              "insert into receipt (run_id, connection, period, published_at, document, breakdown)"
                  + " values (?, ?, ?, ?, ?, ?)",
              publication.runId(),
              publication.connection(),
              publication.period().toString(),
              receipt.publishedAt().toString(),
              Json.write(receipt),
              Json.write(breakdown));
        });
    return before;
  }

  /** Notes that a run is shown as it was before, whatever was said of it or its rivals meanwhile. */
  public void confirm(Run run) {
    database.write(
        h -> {
          supersedeAmbiguous(h, run);
          save(h, run);
        });
  }

  /** Replaces what is shown for a period by the same without its oldest days, or removes it. */
  public void trim(Publication before, @Nullable Publication after, LocalDate keptFrom) {
    database.write(
        h -> {
          h.execute(
              "delete from publication where connection = ? and export = ? and scope = ? and period = ?",
              before.connection(), before.export(), before.scope(), before.period().toString());
          if (after != null) {
            insert(h, after);
          } else {
            nothingToShow(h, before.connection(), before.export(), before.scope(), before.period(), before.fingerprint());
          }
          h.execute(
              "delete from expired where connection = ? and export = ? and scope = ? and period = ?",
              before.connection(), before.export(), before.scope(), before.period().toString());
          h.execute(
              "insert into expired (connection, export, scope, period, kept_from) values (?, ?, ?, ?, ?)",
              before.connection(), before.export(), before.scope(), before.period().toString(), keptFrom.toString());
        });
  }

  /**
   * From which day on a period may be collected, where retention removed the days before it, whichever export
   * of the scope they came from.
   */
  public Optional<LocalDate> keptFrom(String connection, String scope, LocalDate period) {
    return database.read(
        h ->
            h.createQuery("select kept_from from expired where connection = ? and scope = ? and period = ?")
                .bind(0, connection)
                .bind(1, scope)
                .bind(2, period.toString())
                .map((row, c) -> LocalDate.parse(row.getString(1)))
                .list()
                .stream()
                .max(LocalDate::compareTo));
  }

  /** Notes that a reading of this fingerprint held no row to show. */
  public void nothingToShow(String connection, String export, String scope, LocalDate period, String fingerprint) {
    database.write(h -> nothingToShow(h, connection, export, scope, period, fingerprint));
  }

  /** The fingerprint of the last reading that held no row to show, when there was one. */
  public Optional<String> nothingToShow(String connection, String export, String scope, LocalDate period) {
    return database.read(
        h ->
            h.createQuery(
                    "select fingerprint from nothing_to_show"
                        + " where connection = ? and export = ? and scope = ? and period = ?")
                .bind(0, connection)
                .bind(1, export)
                .bind(2, scope)
                .bind(3, period.toString())
                .mapTo(String.class)
                .findOne());
  }

  /** Everything that is shown. Each publication is read once, however often it is asked for. */
  public List<Publication> publications() {
    return shown.of(
        true,
        h -> {
          List<String> stamps =
              h.createQuery("select stamp from publication order by period, connection, export, scope")
                  .mapTo(String.class)
                  .list();
          List<Publication> found = stamps.stream().map(stamp -> read.computeIfAbsent(stamp, s -> publication(h, s))).toList();
          read.keySet().retainAll(Set.copyOf(stamps));
          return found;
        });
  }

  private static Publication publication(Handle h, String stamp) {
    return h.createQuery("select document from publication where stamp = ?")
        .bind(0, stamp)
        .map((row, c) -> Json.read(row.getString(1), Publication.class))
        .one();
  }

  /** The receipts kept for a run, of every period it was published for. */
  public List<Receipt> receipts(String runId) {
    return database.read(
        h ->
            h.createQuery("select document from receipt where run_id = ? order by period desc")
                .bind(0, runId)
                .map((row, c) -> Json.read(row.getString(1), Receipt.class))
                .list());
  }

  /** The receipts of a period, those in force and those before them, the newest first. */
  public List<Receipt> receiptsOf(LocalDate period) {
    return database.read(
        h ->
            h.createQuery("select document from receipt where period = ? order by published_at desc")
                .bind(0, period.toString())
                .map((row, c) -> Json.read(row.getString(1), Receipt.class))
                .list());
  }

  /** The breakdown kept with a receipt. */
  public Breakdown breakdown(Receipt receipt) {
    return database.read(
        h ->
            h.createQuery("select breakdown from receipt where run_id = ? and connection = ? and period = ?")
                .bind(0, receipt.run().id())
                .bind(1, receipt.run().connection())
                .bind(2, receipt.run().period().toString())
                .map((row, c) -> Json.read(row.getString(1), Breakdown.class))
                .one());
  }

  /** Removes runs and receipts that are no longer in force and ended before this day; counts them first. */
  public long removeRunsBefore(LocalDate day, boolean dryRun) {
    String stale =
        " where state not in ('PUBLISHED', 'UNCHANGED') and changed_at < :day";
    String old =
        " where published_at < :day and not exists (select 1 from publication p where p.run_id = receipt.run_id"
            + " and p.connection = receipt.connection and p.period = receipt.period)";
    long count =
        database.read(h -> count(h, "select count(*) from run" + stale, day) + count(h, "select count(*) from receipt" + old, day));
    if (!dryRun && count > 0) {
      database.write(
          h -> {
            h.createUpdate("delete from run" + stale).bind("day", day.toString()).execute();
            h.createUpdate("delete from receipt" + old).bind("day", day.toString()).execute();
          });
    }
    return count;
  }

  /** Removes anomalies whose last day lies before this one, and what was told before it; counts the anomalies first. */
  public long removeAnomaliesBefore(LocalDate day, boolean dryRun) {
    long count = database.read(h -> count(h, "select count(*) from anomaly where last_day < :day", day));
    if (!dryRun && count > 0) {
      database.write(
          h -> h.createUpdate("delete from anomaly where last_day < :day").bind("day", day.toString()).execute());
    }
    if (!dryRun) {
      database.write(
          h -> {
            h.execute("delete from anomaly_event where anomaly not in (select id from anomaly)");
            NoticeState.removeBefore(h, day);
          });
    }
    return count;
  }

  /** Anomalies that touch a period. */
  public List<Anomaly> anomalies(Period period) {
    return anomalies.of(
        period,
        h ->
            List.copyOf(
                h.createQuery("select document from anomaly where last_day >= :from and first_day < :to")
                    .bind("from", period.from().toString())
                    .bind("to", period.to().toString())
                    .map((row, c) -> AnomalyDocument.read(row.getString(1)))
                    .list()));
  }

  /** A short text kept under a name, such as the day retention last ran. */
  public Optional<String> note(String name) {
    return database.read(
        h -> h.createQuery("select value from note where name = ?").bind(0, name).mapTo(String.class).findOne());
  }

  /** Keeps a short text under a name. */
  public void note(String name, String value) {
    database.write(
        h -> {
          h.execute("delete from note where name = ?", name);
          h.execute("insert into note (name, value) values (?, ?)", name, value);
        });
  }

  /** The plug-ins the organisation is held to, by name. */
  public List<PluginPin> pins() {
    return database.read(
        h ->
            h.createQuery("select * from plugin_pin order by plugin, kind")
                .map((row, context) -> new PluginPin(row.getString("plugin"), row.getString("kind"), row.getString("versions")))
                .list());
  }

  /** Holds the organisation to versions of a plug-in, in place of those before. */
  public void pin(PluginPin pin) {
    database.write(
        h -> {
          h.execute("delete from plugin_pin where plugin = ? and kind = ?", pin.plugin(), pin.kind());
          h.execute("insert into plugin_pin (plugin, kind, versions) values (?, ?, ?)", pin.plugin(), pin.kind(), pin.range());
        });
  }

  /** Takes the pin of a plug-in off. */
  public void unpin(String plugin, String kind) {
    database.write(h -> h.execute("delete from plugin_pin where plugin = ? and kind = ?", plugin, kind));
  }

  /** Every table as rows of text, for leaving with all data. */
  public Map<String, List<Map<String, Object>>> dump() {
    Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    for (String table : List.of("connection", "run", "publication", "receipt", "expired", "nothing_to_show", "anomaly", "note",
        "plugin_pin", "plugin_grant", "plugin_setting", "skipped_detector", "anomaly_event", "planned_event", "tolerance",
        "anomaly_setting", "settling", "notice_channel", "notice_rule", "notice", "notice_delivery", "notice_attempt",
        "action_event")) {
      tables.put(table, database.read(h -> h.createQuery("select * from " + table).mapToMap().list()));
    }
    return tables;
  }

  private static long count(Handle h, String sql, LocalDate day) {
    return h.createQuery(sql).bind("day", day.toString()).mapTo(Long.class).one();
  }

  /** Takes away what is shown; its run is superseded. */
  private static void withdraw(Handle h, Publication shown, Instant at) {
    h.execute(
        "delete from publication where connection = ? and export = ? and scope = ? and period = ?",
        shown.connection(), shown.export(), shown.scope(), shown.period().toString());
    h.execute(
        "update run set state = ?, changed_at = ? where connection = ? and export = ? and scope = ? and period = ?"
            + " and run_id = ? and state in ('PUBLISHED', 'UNCHANGED')",
        Run.State.SUPERSEDED.name(), at.toString(),
        shown.connection(), shown.export(), shown.scope(), shown.period().toString(), shown.runId());
  }

  /** Somebody chose: no run of the scope and period waits for that any longer. */
  private static void supersedeAmbiguous(Handle h, Run chosen) {
    h.execute(
        "update run set state = ?, changed_at = ? where connection = ? and scope = ? and period = ? and state = ?",
        Run.State.SUPERSEDED.name(), chosen.changedAt().toString(),
        chosen.connection(), chosen.scope(), chosen.period().toString(), Run.State.AMBIGUOUS.name());
  }

  private static void nothingToShow(
      Handle h, String connection, String export, String scope, LocalDate period, String fingerprint) {
    h.execute(
        "delete from nothing_to_show where connection = ? and export = ? and scope = ? and period = ?",
        connection, export, scope, period.toString());
    h.execute(
        "insert into nothing_to_show (connection, export, scope, period, fingerprint) values (?, ?, ?, ?, ?)",
        connection, export, scope, period.toString(), fingerprint);
  }

  private static void insert(Handle h, Publication p) {
    h.execute(
        "insert into publication (connection, export, scope, period, run_id, first_day, last_day, fingerprint,"
            + " document, stamp) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        p.connection(),
        p.export(),
        p.scope(),
        p.period().toString(),
        p.runId(),
        p.firstDay() == null ? null : p.firstDay().toString(),
        p.lastDay() == null ? null : p.lastDay().toString(),
        p.fingerprint(),
        Json.write(p),
        UUID.randomUUID().toString());
  }

  private static void save(Handle h, Run run) {
    h.execute(
        "delete from run where connection = ? and export = ? and scope = ? and period = ? and run_id = ?",
        run.connection(), run.export(), run.scope(), run.period().toString(), run.id());
    h.execute(
        "insert into run (connection, export, scope, period, run_id, state, changed_at, document)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        run.connection(), run.export(), run.scope(), run.period().toString(), run.id(), run.state().name(),
        run.changedAt().toString(), Json.write(run));
  }

  /** The document as written, with the state as it is now. */
  private static Run run(ResultSet row) throws SQLException {
    Run r = Json.read(row.getString(1), Run.class);
    Run.State state = Run.State.valueOf(row.getString(2));
    String message = state == r.state() ? r.message() : superseded(r.state());
    return new Run(
        r.connection(), r.export(), r.scope(), r.period(), r.id(), r.submittedAt(), r.focusVersion(), state, r.parts(),
        r.rows(), message, state == r.state() ? r.advice() : "", Instant.parse(row.getString(3)));
  }

  private static String superseded(Run.State before) {
    return before == Run.State.AMBIGUOUS ? "Another run of its scope was chosen." : "A later run took its place.";
  }

  private static Connection connection(ResultSet row) throws SQLException {
    @SuppressWarnings("unchecked")
    Map<String, String> settings = Json.read(row.getString("settings"), Map.class);
    return new Connection(
        row.getString("name"),
        URI.create(row.getString("store")),
        Layout.valueOf(row.getString("layout")),
        row.getString("credential"),
        settings);
  }
}
