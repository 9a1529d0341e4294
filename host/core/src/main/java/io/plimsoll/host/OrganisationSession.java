package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.action.Actions;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.PlannedEvents;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.notice.Notices;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.ReceiptComparison;
import io.plimsoll.host.leave.OrganisationArchive;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One caller's session on one organisation: each call is recorded, then answered. */
final class OrganisationSession implements Organisation {
  private final Supplier<OrganisationProfile> profile;
  private final Supplier<OpenWorkspace> workspace;
  private final AuditTrail host;
  private final Caller caller;
  private final Predicate<String> visible;
  private final Members members;
  private final ApiKeys keys;
  private final SingleSignOn singleSignOn;
  private final Reads reads;

  /**
   * @param host where acts on an organisation whose own chain takes no event are recorded
   * @param visible the connections that are shown: nothing of others is in an answer that names connections or costs
   */
  OrganisationSession(
      Supplier<OrganisationProfile> profile,
      Supplier<OpenWorkspace> workspace,
      AuditTrail host,
      Caller caller,
      Predicate<String> visible,
      Members members,
      ApiKeys keys,
      SingleSignOn singleSignOn) {
    this(profile, workspace, host, caller, visible, members, keys, singleSignOn, Reads.EACH);
  }

  private OrganisationSession(
      Supplier<OrganisationProfile> profile,
      Supplier<OpenWorkspace> workspace,
      AuditTrail host,
      Caller caller,
      Predicate<String> visible,
      Members members,
      ApiKeys keys,
      SingleSignOn singleSignOn,
      Reads reads) {
    this.profile = profile;
    this.workspace = workspace;
    this.host = host;
    this.caller = caller;
    this.visible = visible;
    this.members = members;
    this.keys = keys;
    this.singleSignOn = singleSignOn;
    this.reads = reads;
  }

  @Override
  public <T> T view(String what, Function<Organisation, T> reading) {
    return View.of(
        workspace.get().audit(), caller, what,
        gathered ->
            reading.apply(new OrganisationSession(
                    profile, workspace, host, caller, visible, members, keys, singleSignOn, gathered)));
  }

  @Override
  public OrganisationProfile profile() {
    return profile.get();
  }

  @Override
  public Connection connect(Connection connection) {
    return new Connecting(workspace.get(), profile.get(), caller).connect(connection, null, null);
  }

  @Override
  public Connection connect(Connection connection, Secret secret, @Nullable Instant expiresAt) {
    return new Connecting(workspace.get(), profile.get(), caller).connect(connection, secret, expiresAt);
  }

  @Override
  public Credentials credentials() {
    return new OrganisationCredentials(profile.get().name(), workspace, caller);
  }

  @Override
  public List<AccessReport> checkAccess(@Nullable String connection) {
    OpenWorkspace open = workspace.get();
    return open.audit().answer(
        caller,
        "access.checked",
        connection == null ? "" : connection,
        Map.of(),
        () ->
            BackgroundCollection.connections(open, profile.get().name(), connection).stream()
                .map(c -> open.access().check(c, open.locations(), open.vault(), open.reads(caller)))
                .toList());
  }

  @Override
  public List<Connection> connections() {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "connections.listed", "", Map.of(),
        () -> open.state().connections().stream().filter(c -> visible.test(c.name())).toList());
  }

  @Override
  public RunningCollection collect(CollectRequest request) {
    return BackgroundCollection.start(workspace.get(), profile.get().name(), request, caller);
  }

  @Override
  public List<CollectionSchedule> schedule() {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "schedule.shown", "", Map.of(),
        () -> open.schedules().of(open.state().connections().stream().filter(c -> visible.test(c.name())).toList()));
  }

  @Override
  public List<Run> runs() {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "runs.listed", "", Map.of(),
        () -> open.state().runs().stream().filter(r -> visible.test(r.connection())).toList());
  }

  @Override
  public List<Receipt> receiptHistory(YearMonth period) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "receipt.shown", period.toString(), Map.of(),
        () -> open.state().receiptsOf(period.atDay(1)).stream().filter(r -> visible.test(r.run().connection())).toList());
  }

  @Override
  public List<Receipt> receipts(YearMonth period) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller,
        "receipt.shown",
        period.toString(),
        Map.of(),
        () -> {
          Set<String> inForce = new HashSet<>();
          open.state().publications().stream()
              .filter(p -> p.period().equals(period.atDay(1)))
              .forEach(p -> inForce.add(key(p)));
          List<Receipt> receipts =
              open.state().receiptsOf(period.atDay(1)).stream()
                  .filter(r -> inForce.contains(key(r)) && visible.test(r.run().connection()))
                  .toList();
          if (receipts.isEmpty()) {
            throw new PlimsollException(
                ErrorCode.NOT_FOUND, "Nothing is published for " + period + ".",
                "See what is: plimsoll runs " + profile.get().name() + ".");
          }
          return receipts;
        });
  }

  private static String key(Publication p) {
    return p.connection() + "/" + p.export() + "/" + p.scope() + "/" + p.runId();
  }

  private static String key(Receipt r) {
    return r.run().connection() + "/" + r.run().export() + "/" + r.run().scope() + "/" + r.run().id();
  }

  @Override
  public ReceiptDiff diff(String runA, String runB) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller,
        "receipt.compared",
        runA + " " + runB,
        Map.of(),
        () -> ReceiptComparison.of(open.state(), runA, runB));
  }

  @Override
  public CostResult costs(CostQuery query) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller,
        "costs.asked",
        query.metric().column(),
        Map.of(
            "from", query.period().from().toString(),
            "to", query.period().to().toString(),
            "by", query.by().stream().map(Dimension::name).collect(Collectors.joining(","))),
        () -> open.costs(caller, visible).ask(query));
  }

  @Override
  public SqlAnswer sql(String sql, SqlLimits limits) {
    OpenWorkspace open = workspace.get();
    return open.audit().answer(caller, "sql.asked", cut(sql), Map.of(), () -> open.sql(caller).query(sql, limits));
  }

  @Override
  public List<Anomaly> anomalies(Period period) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller,
        "anomalies.listed",
        "",
        Map.of("from", period.from().toString(), "to", period.to().toString()),
        () ->
            open.state().anomalies(period).stream()
                .sorted(Comparator.comparing((Anomaly a) -> a.excess().abs()).reversed().thenComparing(Anomaly::id))
                .toList());
  }

  @Override
  public Anomalies anomalies() {
    return new OrganisationAnomalies(workspace, caller, reads);
  }

  @Override
  public AnomalyPolicy anomalyPolicy() {
    return new OrganisationAnomalyPolicy(workspace, caller, reads);
  }

  @Override
  public PlannedEvents calendar() {
    return new OrganisationCalendar(workspace, caller, reads);
  }

  @Override
  public Notices notices() {
    return new OrganisationNotices(workspace, profile.get().name(), caller);
  }

  @Override
  public BacktestReport backtest(BacktestRequest request) {
    OpenWorkspace open = workspace.get();
    return open.audit().answer(
        caller,
        "detectors.tried",
        "",
        Map.of("detectors", String.join(" ", request.detectors())),
        () -> open.backtest(request));
  }

  @Override
  public List<SkippedDetector> skippedDetectors() {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "anomalies.gaps.listed", "", Map.of(), () -> open.decisions().skipped());
  }

  @Override
  public PluginChoices plugins() {
    return new OrganisationPluginChoices(workspace, caller);
  }

  @Override
  public Actions actions() {
    return new OrganisationActions(profile, workspace, caller);
  }

  @Override
  public Members members() {
    return members;
  }

  @Override
  public SingleSignOn singleSignOn() {
    return singleSignOn;
  }

  @Override
  public ApiKeys keys() {
    return keys;
  }

  @Override
  public RetentionReport applyRetention(boolean dryRun) {
    return workspace.get().applyRetention(profile.get(), dryRun, caller);
  }

  @Override
  public List<AuditEntry> audit() {
    OpenWorkspace open = workspace.get();
    try {
      return open.audit().answer(caller, "audit.read", "", Map.of(), () -> open.audit().read());
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.AUDIT_UNAVAILABLE) {
        throw e;
      }
      // A chain that takes no event must still be read to find out why: then it is on record with the host.
      return host.answer(caller, "audit.read", profile.get().name(), Map.of(), () -> open.audit().read());
    }
  }

  @Override
  public AuditLedger.Verification verifyAudit() {
    OpenWorkspace open = workspace.get();
    return open.verifyAudit(host, caller);
  }

  @Override
  public List<PluginPin> pin(String plugin, @Nullable String range) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .act(
            caller,
            range == null ? "plugin.unpinned" : "plugin.pinned",
            plugin,
            range == null ? Map.of() : Map.of("range", range),
            () -> {
              open.pin(plugin, range);
              return open.state().pins();
            });
  }

  @Override
  public List<PluginPin> pins() {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "pins.listed", "", Map.of(), () -> open.state().pins());
  }

  @Override
  public void export(Path folder) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "organisation.exported",
            folder.getFileName() == null ? "" : folder.getFileName().toString(),
            Map.of(),
            () -> {
              OrganisationArchive archive = OrganisationArchive.in(folder);
              open.rollups()
                  .ask(
                      shown -> {
                        archive.write(profile.get(), open.state(), shown, open.parquet(), open.audit().read());
                        return null;
                      });
              return folder;
            });
  }

  private static String cut(String sql) {
    return sql.length() > 500 ? sql.substring(0, 500) + "…" : sql;
  }
}
