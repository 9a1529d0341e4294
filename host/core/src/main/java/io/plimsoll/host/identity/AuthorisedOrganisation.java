package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.action.Actions;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.PlannedEvents;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.notice.Notices;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.RetentionReport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session on an organisation that asks for each call whether whoever is behind it may make it. It holds alone: what
 * the session behind it shows of connections he may not see is looked at once more here.
 *
 * <p>It implements each method rather than standing before all of them, so that a new one cannot be forgotten: the build
 * fails until somebody has decided who may call it.
 */
final class AuthorisedOrganisation implements Organisation {
  private static final String EVERY_CONNECTION = "the right to see every connection of the organisation";

  private final Organisation behind;
  private final Authority authority;
  private final Refusals refusals;
  private final String email;
  private final boolean operator;
  private final Supplier<List<String>> connections;

  /**
   * @param behind shows the connections he may see
   * @param email of whoever is behind it
   * @param operator whether he runs the host
   * @param connections the names of all of them
   */
  AuthorisedOrganisation(
      Organisation behind, Authority authority, Refusals refusals, String email, boolean operator,
      Supplier<List<String>> connections) {
    this.behind = behind;
    this.authority = authority;
    this.refusals = refusals;
    this.email = email;
    this.operator = operator;
    this.connections = connections;
  }

  @Override
  public OrganisationProfile profile() {
    return behind.profile();
  }

  /** What is read together is asked for no less than what is read alone. */
  @Override
  public <T> T view(String what, Function<Organisation, T> reading) {
    return behind.view(
        what,
        together -> reading.apply(new AuthorisedOrganisation(together, authority, refusals, email, operator, connections)));
  }

  @Override
  public Connection connect(Connection connection) {
    requireConnecting(connection);
    return behind.connect(connection);
  }

  @Override
  public Connection connect(Connection connection, Secret secret, @Nullable Instant expiresAt) {
    requireConnecting(connection);
    return behind.connect(connection, secret, expiresAt);
  }

  /**
   * What a host reads from, and in whose name, is its operator's to say: a connection may name a folder of the machine or
   * use the machine's own identity, with which somebody could read what is another organisation's.
   */
  private void requireConnecting(Connection connection) {
    require(Scope.MANAGE, "connection.changed");
    if (!operator || !authority.everywhere().atLeast(AccessRole.ADMIN)) {
      throw refusals.notAllowed(
          "connection.changed", connection.name(),
          "an operator of the host who administers every connection, since a connection may use what is the machine's own");
    }
  }

  @Override
  public Credentials credentials() {
    return new AuthorisedCredentials(behind.credentials(), authority, refusals);
  }

  @Override
  public List<AccessReport> checkAccess(@Nullable String connection) {
    require(Scope.MANAGE, "access.checked");
    if (connection == null) {
      requireEverywhere(AccessRole.ADMIN, "access.checked", "an administrator of every connection; name the one to check");
    } else if (!authority.sees(connection)) {
      throw refusals.notFound("access.checked", connection, "There is no connection " + connection + ".");
    } else if (!authority.on(connection).atLeast(AccessRole.ADMIN)) {
      throw refusals.notAllowed("access.checked", connection, "an administrator of the connection");
    }
    return behind.checkAccess(connection);
  }

  @Override
  public List<Connection> connections() {
    require(Scope.READ, "connections.listed");
    return behind.connections().stream().filter(c -> authority.sees(c.name())).toList();
  }

  @Override
  public RunningCollection collect(CollectRequest request) {
    require(Scope.COLLECT, "collection.run");
    String one = request.connection();
    if (one != null && !authority.sees(one)) {
      throw refusals.notFound("collection.run", one, "There is no connection " + one + ".");
    }
    List<String> wanted = one == null ? connections.get() : List.of(one);
    for (String connection : wanted) {
      if (!authority.on(connection).atLeast(AccessRole.EDITOR)) {
        throw refusals.notAllowed(
            "collection.run", one == null ? "" : connection,
            one == null ? "an editor of every connection; name the one to collect" : "an editor of the connection");
      }
    }
    if (wanted.isEmpty() && !authority.everywhere().atLeast(AccessRole.EDITOR)) {
      throw refusals.notAllowed("collection.run", "", "an editor of every connection");
    }
    return behind.collect(request);
  }

  @Override
  public List<Run> runs() {
    require(Scope.READ, "runs.listed");
    return behind.runs().stream().filter(r -> authority.sees(r.connection())).toList();
  }

  @Override
  public List<Receipt> receipts(YearMonth period) {
    require(Scope.READ, "receipt.shown");
    List<Receipt> shown =
        behind.receipts(period).stream().filter(r -> authority.sees(r.run().connection())).toList();
    if (shown.isEmpty()) {
      throw new PlimsollException(ErrorCode.NOT_FOUND, "Nothing is published for " + period + ".", "See which runs there are.");
    }
    return shown;
  }

  @Override
  public List<Receipt> receiptHistory(YearMonth period) {
    require(Scope.READ, "receipt.shown");
    return behind.receiptHistory(period).stream().filter(r -> authority.sees(r.run().connection())).toList();
  }

  @Override
  public ReceiptDiff diff(String runA, String runB) {
    require(Scope.READ, "receipt.compared");
    // Looked at before: the difference itself must not be made for somebody who sees only one of them.
    List<Run> seen = runs();
    for (String id : List.of(runA, runB)) {
      if (seen.stream().noneMatch(r -> r.id().equals(id))) {
        throw refusals.notFound("receipt.compared", id, "There is no run " + id + ".");
      }
    }
    ReceiptDiff diff = behind.diff(runA, runB);
    if (!authority.sees(diff.before().run().connection()) || !authority.sees(diff.after().run().connection())) {
      throw refusals.notFound("receipt.compared", runA + " " + runB, "There are no such runs.");
    }
    return diff;
  }

  @Override
  public CostResult costs(CostQuery query) {
    require(Scope.READ, "costs.asked");
    return behind.costs(query);
  }

  @Override
  public SqlAnswer sql(String sql, SqlLimits limits) {
    require(Scope.READ, "sql.asked");
    requireEverywhere(AccessRole.VIEWER, "sql.asked", EVERY_CONNECTION);
    return behind.sql(sql, limits);
  }

  @Override
  public List<Anomaly> anomalies(Period period) {
    require(Scope.READ, "anomalies.listed");
    requireEverywhere(AccessRole.VIEWER, "anomalies.listed", EVERY_CONNECTION);
    return behind.anomalies(period);
  }

  @Override
  public List<CollectionSchedule> schedule() {
    require(Scope.READ, "schedule.shown");
    return behind.schedule().stream().filter(c -> authority.sees(c.connection())).toList();
  }

  @Override
  public Anomalies anomalies() {
    return new AuthorisedAnomalies(behind.anomalies(), permits());
  }

  @Override
  public AnomalyPolicy anomalyPolicy() {
    return new AuthorisedPolicy(behind.anomalyPolicy(), permits());
  }

  @Override
  public PlannedEvents calendar() {
    return new AuthorisedCalendar(behind.calendar(), permits());
  }

  @Override
  public Notices notices() {
    return new AuthorisedNotices(behind.notices(), permits());
  }

  @Override
  public List<SkippedDetector> skippedDetectors() {
    require(Scope.READ, "anomalies.gaps.listed");
    requireEverywhere(AccessRole.VIEWER, "anomalies.gaps.listed", EVERY_CONNECTION);
    return behind.skippedDetectors();
  }

  @Override
  public BacktestReport backtest(BacktestRequest request) {
    require(Scope.READ, "anomalies.tried");
    requireEverywhere(AccessRole.EDITOR, "anomalies.tried", "an editor of every connection");
    return behind.backtest(request);
  }

  @Override
  public PluginChoices plugins() {
    require(Scope.MANAGE, "plugin.settings");
    requireOwner("plugin.settings");
    return new AuthorisedChoices(behind.plugins(), refusals);
  }

  @Override
  public Actions actions() {
    return new AuthorisedActions(behind.actions(), permits());
  }

  @Override
  public Members members() {
    require(Scope.MANAGE, "members");
    requireOwner("members");
    return behind.members();
  }

  @Override
  public SingleSignOn singleSignOn() {
    require(Scope.MANAGE, "single-sign-on");
    requireOwner("single-sign-on");
    return new AuthorisedSingleSignOn(behind.singleSignOn(), refusals, operator);
  }

  @Override
  public ApiKeys keys() {
    require(Scope.MANAGE, "keys");
    requireOwner("keys");
    return new OwnKeys(behind.keys(), email, refusals);
  }

  @Override
  public RetentionReport applyRetention(boolean dryRun) {
    require(dryRun ? Scope.READ : Scope.MANAGE, "retention.applied");
    if (dryRun) {
      requireEverywhere(AccessRole.ADMIN, "retention.previewed", "an administrator of every connection");
    } else {
      requireOwner("retention.applied");
    }
    return behind.applyRetention(dryRun);
  }

  @Override
  public List<AuditEntry> audit() {
    require(Scope.MANAGE, "audit.read");
    requireOwner("audit.read");
    return behind.audit();
  }

  @Override
  public AuditLedger.Verification verifyAudit() {
    require(Scope.MANAGE, "audit.verified");
    requireOwner("audit.verified");
    return behind.verifyAudit();
  }

  @Override
  public List<PluginPin> pin(String plugin, @Nullable String range) {
    require(Scope.MANAGE, "plugin.pinned");
    requireOwner("plugin.pinned");
    return behind.pin(plugin, range);
  }

  @Override
  public List<PluginPin> pins() {
    require(Scope.READ, "pins.listed");
    requireEverywhere(AccessRole.ADMIN, "pins.listed", "an administrator of every connection");
    return behind.pins();
  }

  @Override
  public void export(Path folder) {
    // Nobody who signed in names a folder of the machine.
    throw refusals.notAllowed("organisation.exported", "", "the operator of the host: plimsoll org export");
  }

  private Permits permits() {
    return new Permits(authority, refusals, operator);
  }

  private void require(Scope scope, String act) {
    if (!authority.scopes().contains(scope)) {
      throw refusals.notAllowed(act, "", "a key with the scope " + Refusals.word(scope));
    }
  }

  private void requireEverywhere(AccessRole role, String act, String needed) {
    if (!authority.everywhere().atLeast(role)) {
      throw refusals.notAllowed(act, "", needed);
    }
  }

  private void requireOwner(String act) {
    if (!authority.owner()) {
      throw refusals.notAllowed(act, "", "an owner of the organisation");
    }
  }
}
