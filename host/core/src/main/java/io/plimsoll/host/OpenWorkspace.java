package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.plugin.SecretSource;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.Workspace;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.host.access.StoreAccess;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.runtime.PluginRuntime;
import io.plimsoll.host.action.ActionBook;
import io.plimsoll.host.action.ActionDesk;
import io.plimsoll.host.action.ActionTargets;
import io.plimsoll.host.anomaly.AnomalyWatch;
import io.plimsoll.host.anomaly.Judgements;
import io.plimsoll.host.anomaly.Policies;
import io.plimsoll.host.anomaly.SeriesHistory;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.backtest.Backtests;
import io.plimsoll.host.collect.Collector;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.cost.CostQuestions;
import io.plimsoll.host.cost.ExportQuestions;
import io.plimsoll.host.cost.OpenRollups;
import io.plimsoll.host.cost.RememberedAnswers;
import io.plimsoll.host.cost.ShownCosts;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.ReadRecord;
import io.plimsoll.host.notice.NoticeDesk;
import io.plimsoll.host.notice.NoticeThreads;
import io.plimsoll.host.retention.Retention;
import io.plimsoll.host.schedule.CollectionNotices;
import io.plimsoll.host.schedule.ConnectionSchedules;
import io.plimsoll.host.secret.ExpiryNotice;
import io.plimsoll.host.secret.KeyWrapper;
import io.plimsoll.host.secret.SecretVault;
import io.plimsoll.host.secret.Standing;
import io.plimsoll.host.sql.SqlQuestions;
import io.plimsoll.host.state.AnomalyState;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.NoticeState;
import io.plimsoll.host.state.PluginDecisions;
import io.plimsoll.host.state.WorkspaceState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services over the workspace of one organisation. Nothing here can reach another one's. */
public final class OpenWorkspace implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenWorkspace.class);

  /** The default engine; another one may take its name. */
  private static final String COST_ENGINE = "columnar";

  private static final String SQL_ENGINE = "duckdb";
  private static final String RETENTION_POLICY = "plan";

  private final String organisation;
  private final Workspace workspace;
  private final PluginRuntime runtime;
  private final OrganisationPlugins plugins;
  private final OrganisationPins pins;
  private final PluginDecisions decisions;
  private final Workers workers;
  private final BufferAllocator allocator;
  private final Clock clock;
  private final AuditTrail audit;
  private final WorkspaceState state;
  private final SecretVault vault;
  private final AnomalyState anomalyState;
  private final Judgements judgements = new Judgements();
  private final SeriesHistory series = new SeriesHistory();
  private final NoticeState notices;
  private final NoticeDesk noticeDesk;
  private final NoticeThreads noticeThreads;
  private final ConnectionSchedules schedules;
  private final CostEngine engine;
  private final Locations locations;
  private final OpenRollups rollups;
  private final RememberedAnswers remembered = new RememberedAnswers();
  private final ActionBook actions;
  private final Set<BackgroundCollection> collections = ConcurrentHashMap.newKeySet();

  OpenWorkspace(
      String organisation,
      Workspace workspace,
      PluginRuntime runtime,
      SecretSource secrets,
      AuditLedger ledger,
      Path trust,
      KeyWrapper wrappingKey,
      Workers workers,
      BufferAllocator allocator,
      NoticeThreads noticeThreads,
      Consumer<Instant> due,
      Clock clock) {
    this.organisation = organisation;
    this.workspace = workspace;
    this.runtime = runtime;
    this.workers = workers;
    this.allocator = allocator;
    this.clock = clock;
    this.audit = new AuditTrail(ledger, new AuditScope(organisation, workspace.audit(), trust), clock);
    Database database =
        Database.open("organisation " + organisation, workspace.state(), "io/plimsoll/host/db/state");
    this.state = new WorkspaceState(database);
    this.vault = new SecretVault(organisation, database, wrappingKey, clock);
    this.anomalyState = new AnomalyState(database, organisation);
    this.notices = new NoticeState(database);
    this.schedules = new ConnectionSchedules(organisation, database, clock, due);
    this.pins = new OrganisationPins(organisation, state);
    this.decisions = new PluginDecisions(database);
    this.actions = new ActionBook(organisation, database, clock);
    this.plugins = new OrganisationPlugins(runtime, organisation, pins, decisions::terms, secrets);
    this.noticeThreads = noticeThreads;
    this.noticeDesk = new NoticeDesk(notices, plugins, secrets, audit, () -> workspace.lock("notices"), clock);
    this.engine = plugins.find(CostEngine.class, COST_ENGINE);
    this.locations = new Locations(plugins, vault);
    this.rollups = new OpenRollups(engine, plugins::isCurrent, workspace.rollups(), state::publications);
  }

  /** The organisation's audit trail. */
  public AuditTrail audit() {
    return audit;
  }

  WorkspaceState state() {
    return state;
  }

  /** The plug-ins as the organisation uses them. */
  OrganisationPlugins plugins() {
    return plugins;
  }

  /** What the organisation decided about plug-ins. */
  PluginDecisions decisions() {
    return decisions;
  }

  SecretVault vault() {
    return vault;
  }

  ConnectionSchedules schedules() {
    return schedules;
  }

  CollectionNotices collectionNotices(Caller caller) {
    return new CollectionNotices(schedules, audit, notices::raise, organisation, clock, caller);
  }

  /**
   * Starts to collect the connections that are due.
   *
   * @param whenEnded called by the collecting thread at its end, well or not
   * @return empty when none is due
   */
  public Optional<RunningCollection> collectDue(Caller caller, Runnable whenEnded) {
    List<Connection> due = schedules.due(state.connections());
    return due.isEmpty()
        ? Optional.empty()
        : Optional.of(BackgroundCollection.start(this, organisation, due, progress -> {}, caller, whenEnded));
  }

  /** When a connection is due next; a day from now at the latest. */
  public Instant nextDue() {
    return schedules.next(state.connections());
  }

  StoreAccess access() {
    return new StoreAccess(plugins);
  }

  /**
   * Warns of credentials that end soon or have ended: 30, 14 and 3 days ahead and once they have, each once, on record
   * and in the log.
   */
  public void warnOfExpiry(Caller caller) {
    Instant now = clock.instant();
    for (Connection connection : state.connections()) {
      Standing standing = vault.standing(connection.name());
      ExpiryNotice.due(standing.expiresAt(), now)
          .filter(days -> standing.warned() == null || days < standing.warned())
          .ifPresent(
              days -> {
                audit.record(
                    caller, "credential.expiring", Outcome.DONE, connection.name(),
                    Map.of("expiresAt", String.valueOf(standing.expiresAt()), "daysAhead", Integer.toString(days)));
                LOG.warn("{}", ExpiryNotice.words(organisation, connection.name(), standing.expiresAt(), now));
                vault.warned(connection.name(), days);
              });
    }
  }

  Locations locations() {
    decisions.refresh();
    return locations;
  }

  OpenRollups rollups() {
    return rollups;
  }

  /**
   * Takes the lock under which periods change.
   *
   * @throws PlimsollException {@code REFUSED} when somebody else holds it
   */
  Workspace.Lock lockCollection(String what) {
    return workspace
        .lock("collect")
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.REFUSED,
                    "A collection or retention run of " + organisation + " is under way, so " + what + " has to wait.",
                    "Try again when it has ended; a process that was killed lets go by itself."));
  }

  Collector collector(Caller caller) {
    decisions.refresh();
    return new Collector(engine, locations, workers, allocator, workspace.rollups(), state, audit, caller, clock);
  }

  ReadRecord reads(Caller caller) {
    return new ReadRecord(audit, caller);
  }

  /** Questions over these connections alone. */
  CostQuestions costs(Caller caller, Predicate<String> connections) {
    decisions.refresh();
    ExportQuestions exports = new ExportQuestions(engine, locations, workers, allocator, state::connections, reads(caller));
    return new CostQuestions(engine, rollups, exports, state::waitingRuns, connections, remembered, clock);
  }

  SqlQuestions sql(Caller caller) {
    decisions.refresh();
    return new SqlQuestions(
        plugins.find(SqlEngine.class, SQL_ENGINE), rollups, locations, state::connections, reads(caller));
  }

  AnomalyWatch anomalies() {
    decisions.refresh();
    ShownCosts costs = new ShownCosts(() -> plugins.find(CostEngine.class, COST_ENGINE), rollups);
    return new AnomalyWatch(plugins, costs, state, anomalyState, decisions, workers, series, judgements, clock);
  }

  BacktestReport backtest(BacktestRequest request) {
    AnomalyWatch watch = anomalies();
    return new Backtests(workers)
        .ofHistory(
            plugins.all(AnomalyDetector.class).keySet(), watch::assignments, anomalyState.planned(), request);
  }

  /** The anomalies and what people said of costs. */
  AnomalyState anomalyState() {
    return anomalyState;
  }

  /** What is set for anomalies. */
  Policies policies() {
    return new Policies(anomalyState);
  }

  /** The channels, rules and outbox. */
  NoticeState notices() {
    return notices;
  }

  /** What sends notices. */
  public NoticeDesk noticeDesk() {
    return noticeDesk;
  }

  /** Has what is in the outbox sent soon. */
  void sendNotices() {
    decisions.refresh();
    noticeThreads.wake(noticeDesk);
  }

  String organisation() {
    return organisation;
  }

  Clock clock() {
    return clock;
  }

  /** The writes that somebody proposed, as one caller may go on with them. */
  ActionDesk actions(Caller caller, Supplier<OrganisationProfile> profile) {
    decisions.refresh();
    return new ActionDesk(
        actions,
        new ActionTargets(plugins, state::connections, locations::credentialOfActions),
        audit,
        () -> workspace.lock("actions"),
        now -> new ActionContext(now, retentionDays(profile.get())),
        () -> profile.get().legalHold(),
        time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()),
        caller);
  }

  private @Nullable Integer retentionDays(OrganisationProfile profile) {
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    return plugins
        .find(RetentionPolicy.class, RETENTION_POLICY)
        .window(profile, DataClass.COSTS)
        .map(window -> (int) ChronoUnit.DAYS.between(today.minus(window), today))
        .orElse(null);
  }

  TableWriter parquet() {
    return plugins.find(TableWriter.class, "parquet");
  }

  /** Holds the organisation to versions of a plug-in; {@code null} takes the pin off. */
  void pin(String plugin, @Nullable String range) {
    pins.pin(plugin, range, runtime.statuses());
  }

  /** Lets go of what was opened with a version of a plug-in that is no longer the one to use. */
  void letGoOfOldVersions() {
    rollups.letGoOfOld();
    remembered.forget();
  }

  /** Applies the retention policy; takes the lock unless it is a dry run. */
  public RetentionReport applyRetention(OrganisationProfile profile, boolean dryRun, Caller caller) {
    decisions.refresh();
    Retention retention =
        new Retention(
            plugins.find(RetentionPolicy.class, RETENTION_POLICY), engine, state, workspace.rollups(), clock);
    Map<String, String> details = Map.of("dryRun", Boolean.toString(dryRun), "hold", Boolean.toString(profile.legalHold()));
    if (dryRun) {
      return audit.answer(caller, "retention.previewed", organisation, details, () -> retention.apply(profile, true));
    }
    try (Workspace.Lock lock = lockCollection("retention")) {
      return audit.act(caller, "retention.applied", organisation, details, () -> retention.apply(profile, false));
    }
  }

  /**
   * Checks the whole audit chain. What holds is on record with the organisation; what does not takes no event, so
   * the finding is on record with the host.
   */
  public AuditLedger.Verification verifyAudit(AuditTrail host, Caller caller) {
    AuditLedger.Verification found = audit.verify();
    String entries = Long.toString(found.entries());
    if (found.holds()) {
      audit.record(caller, "audit.verified", Outcome.DONE, "", Map.of("entries", entries));
      return found;
    }
    // How many and not which: a problem may quote an entry, and both the log and the host's chain outlive it.
    String problems = Integer.toString(found.problems().size());
    LOG.error("the audit chain of {} does not hold: {} problems", organisation, problems);
    try {
      host.record(
          caller, "audit.broken", Outcome.FAILED, organisation, Map.of("entries", entries, "problems", problems));
    } catch (PlimsollException e) {
      LOG.error("that could not be recorded either: {}", e.getMessage());
    }
    return found;
  }

  /** The day retention last ran by itself, as text; empty when it never did. */
  public String lastRetention() {
    return state.note("retention").orElse("");
  }

  /** Notes the day retention ran by itself. */
  public void noteRetention(String day) {
    state.note("retention", day);
  }

  /** Makes a collection known that begins, so that closing ends it. */
  void started(BackgroundCollection collection) {
    collections.add(collection);
  }

  /** Forgets a collection that has ended. */
  void ended(BackgroundCollection collection) {
    collections.remove(collection);
  }

  /** Tells what is being collected to end; does not wait for it. */
  void cancelCollections() {
    collections.forEach(BackgroundCollection::cancel);
  }

  /** Waits a few seconds for what is being collected to end. */
  void joinCollections() {
    collections.forEach(BackgroundCollection::join);
  }

  /** Ends what is under way, then lets go of every file. */
  @Override
  public void close() {
    cancelCollections();
    joinCollections();
    rollups.close();
    workspace.close();
  }
}
