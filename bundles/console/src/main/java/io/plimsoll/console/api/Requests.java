package io.plimsoll.console.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests hold. A component that is not nullable is needed. */
final class Requests {
  private Requests() {}

  /** To sign in. */
  record SignIn(String email, String password, @Nullable String code) {}

  /** To choose a password with a one-time token. */
  record Accept(String token, @Nullable String email, @Nullable String name, String password) {}

  /** To choose another password. */
  record ChangePassword(String current, String chosen) {}

  /** To set up a second factor. */
  record Confirm(String password) {}

  /** To put a second factor in force. */
  record Code(String code) {}

  /** To make an organisation. */
  record NewOrganisation(String name, String region, @Nullable String plan, @Nullable Integer retentionDays) {}

  /** To connect a place. */
  record NewConnection(
      String store, @Nullable String layout, @Nullable String credential, @Nullable Map<String, String> settings,
      @Nullable String secret, @Nullable String expiresAt) {}

  /** To collect; everything without a connection. */
  record Collect(@Nullable String connection) {}

  /** To ask in SQL. */
  record Sql(String sql, @Nullable Integer maxRows) {}

  /** To apply retention. */
  record ApplyRetention(boolean dryRun) {}

  /** To give or take grants. */
  record Grants(List<String> grant, List<String> revoke) {}

  /** To hold to versions. */
  record Pin(String range) {}

  /** To add a member. */
  record NewMember(
      String email, @Nullable String name, String role, @Nullable Map<String, String> access, @Nullable String signIn) {}

  /** To change a member. */
  record ChangedMember(String role, @Nullable Map<String, String> access) {}

  /** To put a legal hold on or take it off. */
  record Hold(boolean on) {}

  /** To let somebody in no longer, or again. */
  record Disabled(boolean disabled) {}

  /** To require a second factor. */
  record SecondFactor(boolean required) {}

  /** To set single sign-on up; without a secret the one before stays. */
  record SingleSignOn(String provider, Map<String, String> settings, @Nullable String clientSecret) {}

  /** To change how a member gets in. */
  record SignInWay(String way) {}

  /** To make a portfolio. */
  record NewPortfolio(String name) {}

  /** To put somebody in a portfolio. */
  record PortfolioPerson(String email) {}

  /** To share with a portfolio. */
  record Share(String role) {}

  /** To make a key. */
  record NewKey(String name, List<String> scopes, @Nullable String expiresAt) {}

  /** To say where an anomaly stands. */
  record AnomalyState(String state, @Nullable String note) {}

  /** To say what an anomaly was. */
  record AnomalyFeedback(String feedback, @Nullable String note) {}

  /** To say from what on anomalies are severe; for the organisation without a connection. */
  record Severity(@Nullable String connection, List<SeverityRow> rows, String newCharge) {}

  /** From what on one severity is reached: amounts are decimals as text, a ratio of 0.2 is 20 %. */
  record SeverityRow(String severity, String amountPerDay, String ratio) {}

  /** To say how small a difference is raised; for the organisation without a connection. */
  record Sensitivity(@Nullable String connection, String sensitivity) {}

  /** To enter what is planned; {@code to} is the day behind the last. */
  record NewEvent(String name, String from, String to, @Nullable Map<String, String> scope) {}

  /** To set a channel. */
  record Channel(String notifier, @Nullable Map<String, String> settings, @Nullable Boolean enabled) {}

  /** To set a rule. */
  record Rule(
      List<String> events, @Nullable Map<String, String> scope, @Nullable String atLeast, List<String> channels,
      @Nullable Boolean enabled) {}

  /** To propose a write at the place of a connection. */
  record Proposal(String connection, String kind, @Nullable Map<String, String> parameters) {}

  /** To approve exactly the requests of this digest. */
  record Approval(String digest) {}

  /** To say no. */
  record Rejection(@Nullable String reason) {}

  /** To try detectors on the organisation's own history; all without names, all days without dates. */
  record Backtest(@Nullable List<String> detectors, @Nullable String from, @Nullable String to) {}
}
