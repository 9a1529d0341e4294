package io.plimsoll.api;

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
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.notice.Notices;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.Members;
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
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A session of one caller on one organisation: the only way to its data. Every call is recorded in the
 * organisation's audit chain before it answers. Thread-safe; needs no closing.
 */
@ProviderType
public interface Organisation {
  /** What the control plane knows of it. */
  OrganisationProfile profile();

  /**
   * Reads several things as one act: one event is on record with everything that was read, instead of one for each.
   * What changes something, or is refused, is on record by itself as ever.
   *
   * @param what they are read for, in a word, such as the name of a page; the subject of the event
   * @param reading reads from the organisation it is given, on this thread; what it is given refuses once it has
   *     returned
   * @return what the reading answered, after the event is on record
   */
  <T> T view(String what, Function<Organisation, T> reading);

  /**
   * Adds a connection to a place where exports lie, or replaces the credential and all settings of the
   * connection of this name, when its store and layout are the same; checks that the place can be listed.
   *
   * @throws PlimsollException {@code ALREADY_EXISTS} when the name stands for another store or layout, or the
   *     store has a connection of another name
   */
  Connection connect(Connection connection);

  /**
   * Adds or replaces a connection like {@link #connect(Connection)}, with a secret that is sealed at rest and opened
   * only while something is read. Without one, a connection keeps the secret it has as long as its credential stays.
   *
   * @param secret the caller closes it
   * @param expiresAt when the secret ends; {@code null} when the credential can tell itself or nobody knows
   */
  Connection connect(Connection connection, Secret secret, @Nullable Instant expiresAt);

  /** How the credentials of the connections stand, and what can be done about them. */
  Credentials credentials();

  /**
   * Says what the credentials of the connections may do, by calls that change nothing.
   *
   * @param connection this one only; {@code null} for all
   */
  List<AccessReport> checkAccess(@Nullable String connection);

  /** The connections, by name. */
  List<Connection> connections();

  /** Starts to collect; returns at once. */
  RunningCollection collect(CollectRequest request);

  /** When each connection is collected by itself, by name, and which of them cannot be. */
  List<CollectionSchedule> schedule();

  /** Every run known, the newest period first. */
  List<Run> runs();

  /**
   * The receipts in force for a billing period, one for each export and scope.
   *
   * @throws PlimsollException {@code NOT_FOUND} when nothing is published for it
   */
  List<Receipt> receipts(YearMonth period);

  /** Every receipt kept for a billing period, those no longer in force among them, the newest first. */
  List<Receipt> receiptHistory(YearMonth period);

  /** Why numbers changed between two runs of a period, both published once. */
  ReceiptDiff diff(String runA, String runB);

  /** Answers a question about cost. */
  CostResult costs(CostQuery query);

  /** Runs read-only SQL over the tables {@code focus} (the exports in place) and {@code rollup}. */
  SqlAnswer sql(String sql, SqlLimits limits);

  /** Anomalies that touch the period, the costliest first. */
  List<Anomaly> anomalies(Period period);

  /** What people do with anomalies. */
  Anomalies anomalies();

  /** How severe anomalies are, and which are raised. */
  AnomalyPolicy anomalyPolicy();

  /** The calendar of what will be unusual. */
  PlannedEvents calendar();

  /** Who is told what. */
  Notices notices();

  /** The detectors that did not judge the costs collected last, by name; empty when no finding is missing. */
  List<SkippedDetector> skippedDetectors();

  /**
   * What detectors would have reported over the organisation's own history, side by side: to see what one finds before
   * it is switched on. Nothing of it is kept.
   */
  BacktestReport backtest(BacktestRequest request);

  /** What the organisation decides about plug-ins: grants and settings. */
  PluginChoices plugins();

  /** The few writes at the places of its connections: proposed, approved by somebody else, executed. */
  Actions actions();

  /** Who may do what here. */
  Members members();

  /** Where its people sign in who have an account elsewhere. */
  SingleSignOn singleSignOn();

  /** The keys programs use here. */
  ApiKeys keys();

  /** Applies the retention policy, or shows what it would remove. */
  RetentionReport applyRetention(boolean dryRun);

  /** The audit chain, oldest first. */
  List<AuditEntry> audit();

  /** Checks the audit chain. */
  AuditLedger.Verification verifyAudit();

  /**
   * Holds this organisation to versions of a plug-in; others keep the newest. Takes effect within a second, in other
   * hosts too.
   *
   * @param plugin its name, or {@code KIND/NAME} when plug-ins of several kinds share it
   * @param range such as {@code [1.2,2)}; {@code null} takes the pin off
   * @throws PlimsollException {@code INVALID_REQUEST} for a range without brackets, {@code NOT_FOUND} without such a
   *     plug-in, {@code REFUSED} when no version that is loaded is in the range
   */
  List<PluginPin> pin(String plugin, @Nullable String range);

  /** The plug-ins this organisation is held to, by name. */
  List<PluginPin> pins();

  /** Writes state, rollups, receipts and audit to a new folder in open formats: Parquet, JSON, CSV. */
  void export(Path folder);
}
