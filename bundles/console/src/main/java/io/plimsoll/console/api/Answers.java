package io.plimsoll.console.api;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.console.work.Jobs;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is answered where the API's own values are not what a program wants to read. */
final class Answers {
  private Answers() {}

  /** Who is there. */
  record Who(Person person, Set<Scope> scopes, @Nullable String key, @Nullable String csrfToken, @Nullable Instant expiresAt) {}

  /** What somebody chooses a password with, once. */
  record Token(String email, String token, Instant expiresAt) {}

  /** An organisation as who asks reaches it. */
  record Reached(
      String name,
      String region,
      OrganisationProfile.Plan plan,
      @Nullable Integer retentionDays,
      boolean legalHold,
      Instant createdAt,
      @Nullable String role,
      Map<String, AccessRole> access,
      List<String> portfolios,
      boolean secondFactorMissing) {
    static Reached of(OrganisationAccess o) {
      OrganisationProfile p = o.profile();
      return new Reached(
          p.name(), p.region(), p.plan(), p.retentionDays(), p.legalHold(), p.createdAt(),
          o.role() == null ? null : Json.name(o.role()), o.access(), o.portfolios(), o.secondFactorMissing());
    }
  }

  /** Costs; the keys of a row stand in the order of {@code by}. */
  record Costs(
      String metric,
      LocalDate from,
      LocalDate to,
      String granularity,
      List<String> by,
      List<Row> rows,
      List<Total> totals,
      boolean complete,
      List<String> missing,
      @Nullable Instant asOf,
      String source,
      long rowsScanned) {
    static Costs of(CostResult r) {
      return new Costs(
          r.query().metric().column(),
          r.query().period().from(),
          r.query().period().to(),
          Json.name(r.query().granularity()),
          r.query().by().stream().map(Dimension::name).toList(),
          r.rows().stream().map(row -> new Row(row.start(), row.keys(), row.unit(), row.value(), row.compared())).toList(),
          r.totals().stream().map(t -> new Total(t.unit(), t.value(), t.compared())).toList(),
          r.complete(),
          r.missing(),
          r.asOf(),
          Json.name(r.source()),
          r.rowsScanned());
    }
  }

  /** One row of costs. */
  record Row(
      @Nullable LocalDate start, List<@Nullable String> keys, @Nullable String unit, BigDecimal value, @Nullable BigDecimal compared) {}

  /** One total of a unit. */
  record Total(@Nullable String unit, BigDecimal value, @Nullable BigDecimal compared) {}

  /** An answer of SQL: every value as text. */
  record Table(List<String> columns, List<String> types, List<List<@Nullable String>> rows, boolean cut) {
    static Table of(SqlAnswer answer) {
      return new Table(answer.columns(), answer.types(), answer.rows().stream().map(Table::row).toList(), answer.cut());
    }

    private static List<@Nullable String> row(List<@Nullable Object> values) {
      List<@Nullable String> row = new ArrayList<>();
      for (Object value : values) {
        row.add(value == null ? null : value instanceof BigDecimal number ? Json.number(number) : value.toString());
      }
      return Collections.unmodifiableList(row);
    }
  }

  /** A member who was added. */
  record Invited(Member member, @Nullable String token, @Nullable Instant expiresAt) {}

  /** Settings of a plug-in. */
  record Settings(Map<String, String> settings) {}

  /** Whether a second factor is required. */
  record SecondFactor(boolean required) {}

  /** What an audit chain came to. */
  record Verified(boolean holds, long entries, List<String> problems) {}

  /**
   * A collection that was started here.
   *
   * @param runs what it did, once it has ended
   * @param message why it failed; empty otherwise
   */
  record Collection(String id, Jobs.State state, List<Run> runs, List<String> skippedDetectors, String message, String advice) {
    static Collection of(Jobs.Job<RunningCollection.Outcome> job) {
      Jobs.Standing<RunningCollection.Outcome> now = job.standing();
      RunningCollection.Outcome outcome = now.result();
      return new Collection(
          job.id(), now.state(), outcome == null ? List.of() : outcome.runs(),
          outcome == null ? List.of() : outcome.skipped().stream().map(SkippedDetector::detector).toList(), now.message(), now.advice());
    }
  }

  /**
   * A back-test that was started here.
   *
   * @param result what it came to; {@code null} until it has ended
   * @param message why it failed; empty otherwise
   */
  record Backtest(String id, Jobs.State state, @Nullable Comparison result, String message, String advice) {
    static Backtest of(Jobs.Job<BacktestReport> job) {
      Jobs.Standing<BacktestReport> now = job.standing();
      BacktestReport report = now.result();
      return new Backtest(job.id(), now.state(), report == null ? null : Comparison.of(report), now.message(), now.advice());
    }
  }

  /** Detectors side by side; what each would have reported is behind {@code /alerts}. */
  record Comparison(
      LocalDate from, LocalDate to, int series, int alerts, BacktestReport.Tally together, List<BacktestReport.Tally> detectors) {
    static Comparison of(BacktestReport r) {
      return new Comparison(r.days().from(), r.days().to(), r.series(), r.alerts().size(), r.together(), r.detectors());
    }
  }

  /**
   * What people would have been told.
   *
   * @param number its place in the back-test, from 1
   * @param opens whether it is a new anomaly rather than more of one that was known
   */
  record Alert(
      int number, LocalDate asOf, String detector, SeriesKey series, LocalDate from, LocalDate to, Finding.Kind kind,
      BigDecimal expectedPerDay, BigDecimal actualPerDay, String explanation, boolean opens) {
    static List<Alert> of(BacktestReport report) {
      List<Alert> alerts = new ArrayList<>();
      for (BacktestReport.Alert a : report.alerts()) {
        Finding f = a.finding();
        alerts.add(
            new Alert(
                alerts.size() + 1, a.asOf(), a.detector(), a.series(), f.days().from(), f.days().to(), f.kind(),
                cents(f.expectedPerDay()), cents(f.actualPerDay()), f.explanation(), a.opens()));
      }
      return alerts;
    }

    /** Detectors estimate, so two digits say all there is to say. */
    private static BigDecimal cents(double estimate) {
      return new BigDecimal(String.format(Locale.ROOT, "%.2f", estimate));
    }
  }

  /**
   * Sending the requests of an action.
   *
   * @param action as it stands; {@code null} when nothing was sent
   * @param message why it failed; empty otherwise
   */
  record Execution(String id, Jobs.State state, @Nullable Action action, String message, String advice) {
    static Execution of(Jobs.Job<Action> job) {
      Jobs.Standing<Action> now = job.standing();
      return new Execution(job.id(), now.state(), now.result(), now.message(), now.advice());
    }
  }

  /**
   * How severe anomalies are and which are raised.
   *
   * @param connection {@code null} for the organisation
   */
  record Policy(@Nullable String connection, SeverityTable severity, Sensitivity sensitivity) {}

  /**
   * A tag of the charges.
   *
   * @param values how many values it has
   * @param costs what was charged with it, by currency
   */
  record Tag(String key, int values, Map<String, BigDecimal> costs) {}

  /** What keeps a host from working. */
  record Ready(boolean ready, List<String> problems) {}
}
