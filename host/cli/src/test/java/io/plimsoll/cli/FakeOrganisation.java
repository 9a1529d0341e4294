package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.action.Actions;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.PlannedEvents;
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
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.notice.Notices;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.RetentionReport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The data of one organisation as a test puts it in. */
final class FakeOrganisation implements Organisation {
  @Nullable Members members;
  final List<BacktestReport> backtests = new ArrayList<>();
  final List<Connection> connections = new ArrayList<>();
  final List<CostQuery> queries = new ArrayList<>();
  final List<CostRow> rows = new ArrayList<>();
  final List<CollectionSchedule> schedules = new ArrayList<>();
  final List<Run> runs = new ArrayList<>();
  final List<Receipt> receipts = new ArrayList<>();
  final List<Anomaly> anomalies = new ArrayList<>();
  final List<SkippedDetector> skipped = new ArrayList<>();
  final FakeChoices choices = new FakeChoices();
  final FakeAnomalyDesk desk = new FakeAnomalyDesk(this);
  final FakeActions actions = new FakeActions();
  final List<AuditEntry> audit = new ArrayList<>();
  final List<String> tampering = new ArrayList<>();
  final List<String> acts = new ArrayList<>();
  final List<AccessReport> access = new ArrayList<>();
  final FakeCredentials credentials = new FakeCredentials(acts);
  final List<PluginPin> pins = new ArrayList<>();
  List<String> missing = List.of();
  @Nullable Instant asOf = Instant.parse("2025-10-15T04:00:00Z");
  @Nullable SqlAnswer sql;
  @Nullable RetentionReport retention;
  @Nullable ReceiptDiff diff;
  CollectRequest.@Nullable Progress progress;
  Runnable whileCollecting = () -> {};
  Runnable whenAskedForTheSchedule = () -> {};
  private final OrganisationProfile profile;

  FakeOrganisation(OrganisationProfile profile) {
    this.profile = profile;
  }

  FakeOrganisation row(@Nullable String unit, String value, @Nullable String... keys) {
    rows.add(new CostRow(null, java.util.Arrays.asList(keys), unit, new BigDecimal(value), null));
    return this;
  }

  @Override
  public <T> T view(String what, Function<Organisation, T> reading) {
    return reading.apply(this);
  }

  @Override
  public OrganisationProfile profile() {
    return profile;
  }

  @Override
  public Connection connect(Connection connection) {
    connections.add(connection);
    return connection;
  }

  @Override
  public Connection connect(Connection connection, Secret secret, @Nullable Instant expiresAt) {
    acts.add("secret " + secret.text() + " until " + expiresAt);
    return connect(connection);
  }

  @Override
  public Credentials credentials() {
    return credentials;
  }

  @Override
  public List<AccessReport> checkAccess(@Nullable String connection) {
    acts.add("access " + connection);
    return access;
  }

  @Override
  public List<Connection> connections() {
    return connections;
  }

  @Override
  public RunningCollection collect(CollectRequest request) {
    acts.add("collect " + request.connection());
    return new RunningCollection() {
      @Override
      public Outcome await() {
        if (progress != null) {
          request.listener().onProgress(progress);
        }
        whileCollecting.run();
        return new Outcome(runs, skipped);
      }

      @Override
      public void cancel() {
        acts.add("cancel");
      }
    };
  }

  @Override
  public List<CollectionSchedule> schedule() {
    whenAskedForTheSchedule.run();
    return schedules;
  }

  @Override
  public List<Run> runs() {
    return runs;
  }

  @Override
  public List<Receipt> receipts(YearMonth period) {
    return receipts.stream().filter(r -> YearMonth.from(r.run().period()).equals(period)).toList();
  }

  @Override
  public List<Receipt> receiptHistory(YearMonth period) {
    return receipts(period);
  }

  @Override
  public ReceiptDiff diff(String runA, String runB) {
    acts.add("diff " + runA + " " + runB);
    return Objects.requireNonNull(diff);
  }

  @Override
  public CostResult costs(CostQuery query) {
    queries.add(query);
    Map<@Nullable String, BigDecimal> totals = new LinkedHashMap<>();
    rows.forEach(row -> totals.merge(row.unit(), row.value(), BigDecimal::add));
    return new CostResult(
        query,
        rows,
        totals.entrySet().stream().map(t -> new CostResult.Total(t.getKey(), t.getValue(), null)).toList(),
        missing.isEmpty(),
        missing,
        asOf,
        CostResult.Source.ROLLUP,
        rows.size());
  }

  @Override
  public SqlAnswer sql(String statement, SqlLimits limits) {
    acts.add("sql " + statement);
    return Objects.requireNonNull(sql);
  }

  @Override
  public List<Anomaly> anomalies(Period period) {
    acts.add("anomalies " + period.from() + " " + period.to());
    return anomalies;
  }

  @Override
  public Anomalies anomalies() {
    return desk.anomalies();
  }

  @Override
  public AnomalyPolicy anomalyPolicy() {
    return desk.policy();
  }

  @Override
  public PlannedEvents calendar() {
    return desk.calendar();
  }

  @Override
  public Notices notices() {
    return desk.notices();
  }

  @Override
  public BacktestReport backtest(BacktestRequest request) {
    acts.add("backtest " + request.detectors() + " " + request.from() + " " + request.to());
    return backtests.remove(0);
  }

  @Override
  public List<SkippedDetector> skippedDetectors() {
    return skipped;
  }

  @Override
  public PluginChoices plugins() {
    return choices;
  }

  @Override
  public Actions actions() {
    return actions;
  }

  @Override
  public Members members() {
    return Objects.requireNonNull(members, "members are typed at a real host");
  }

  @Override
  public io.plimsoll.api.identity.SingleSignOn singleSignOn() {
    throw new UnsupportedOperationException("no test of a command asks for it");
  }

  @Override
  public ApiKeys keys() {
    throw new UnsupportedOperationException("keys are typed at a real host");
  }

  @Override
  public RetentionReport applyRetention(boolean dryRun) {
    acts.add("retention " + dryRun);
    return Objects.requireNonNull(retention);
  }

  @Override
  public List<AuditEntry> audit() {
    return audit;
  }

  @Override
  public AuditLedger.Verification verifyAudit() {
    return new AuditLedger.Verification(42, tampering);
  }

  @Override
  public List<PluginPin> pin(String plugin, @Nullable String range) {
    acts.add("pin " + plugin + " " + range);
    pins.removeIf(pin -> pin.plugin().equals(plugin));
    if (range != null) {
      pins.add(new PluginPin(plugin, "ExportReader", range));
    }
    return pins;
  }

  @Override
  public List<PluginPin> pins() {
    return pins;
  }

  @Override
  public void export(Path folder) {
    acts.add("export " + folder);
  }
}
