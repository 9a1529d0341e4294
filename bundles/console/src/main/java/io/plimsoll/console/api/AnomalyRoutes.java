package io.plimsoll.console.api;

import static io.plimsoll.console.api.Routes.delete;
import static io.plimsoll.console.api.Routes.get;
import static io.plimsoll.console.api.Routes.listOf;
import static io.plimsoll.console.api.Routes.needed;
import static io.plimsoll.console.api.Routes.pageOf;
import static io.plimsoll.console.api.Routes.post;
import static io.plimsoll.console.api.Routes.put;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.anomaly.Tolerance;
import io.plimsoll.api.cost.Period;
import io.plimsoll.console.work.Jobs;
import io.plimsoll.console.work.LongWork;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The routes of anomalies: what people do with them, how severe they are, what is planned, what detectors would find. */
final class AnomalyRoutes {
  private static final String ORGANISATION = "/organisations/{organisation}";

  private final Jobs<BacktestReport> backtests;

  private AnomalyRoutes(Jobs<BacktestReport> backtests) {
    this.backtests = backtests;
  }

  static List<Route> all(LongWork work) {
    List<Route> all = new ArrayList<>(anomalies());
    all.addAll(policy());
    all.addAll(calendar());
    all.addAll(new AnomalyRoutes(work.backtests()).trying());
    return all;
  }

  private static List<Route> anomalies() {
    return List.of(
        get(ORGANISATION + "/anomalies", "listAnomalies", "Anomalies that touch the days, the costliest first.", v ->
                v.answer(Page.of(v.organisation().anomalies(v.period()), Anomaly::id, v)))
            .needs("from", "The first day.").needs("to", "The day behind the last.").paged().answers(pageOf(Anomaly.class)),
        get(ORGANISATION + "/anomalies/gaps", "listSkippedDetectors", "Detectors that did not judge the costs collected last.", v ->
                v.answer(v.organisation().skippedDetectors()))
            .answers(listOf(SkippedDetector.class)),
        get(ORGANISATION + "/anomalies/{anomaly}", "showAnomaly", "An anomaly as it stands.", v ->
                v.answer(v.organisation().anomalies().get(v.path("anomaly"))))
            .answers(Anomaly.class),
        get(ORGANISATION + "/anomalies/{anomaly}/history", "showAnomalyHistory", "What happened to an anomaly, oldest first.", v ->
                v.answer(v.organisation().anomalies().history(v.path("anomaly"))))
            .answers(listOf(AnomalyEvent.class)),
        post(
                ORGANISATION + "/anomalies/{anomaly}/state", "moveAnomaly",
                "Say that somebody is on it (acknowledged), it is over (resolved), not worth telling (suppressed), or open again.",
                AnomalyRoutes::move)
            .takes(Requests.AnomalyState.class).answers(Anomaly.class),
        post(
                ORGANISATION + "/anomalies/{anomaly}/feedback", "judgeAnomaly",
                "Say what it was, which changes what is raised: unexpected, expected (it was planned), too-small, not-an-anomaly.",
                v -> {
                  Requests.AnomalyFeedback body = v.body(Requests.AnomalyFeedback.class);
                  Feedback feedback = Json.constant(Feedback.class, "feedback", needed("feedback", body.feedback()));
                  v.answer(v.organisation().anomalies().feedback(v.path("anomaly"), feedback, note(body.note())));
                })
            .takes(Requests.AnomalyFeedback.class).answers(Anomaly.class),
        get(ORGANISATION + "/tolerances", "listTolerances", "What is not raised because of feedback, the newest first.", v ->
                v.answer(Page.of(v.organisation().anomalies().tolerances(), Tolerance::id, v)))
            .paged().answers(pageOf(Tolerance.class)),
        delete(ORGANISATION + "/tolerances/{anomaly}", "forgetFeedback", "Take back what feedback on an anomaly changed.", v -> {
              v.organisation().anomalies().forget(v.path("anomaly"));
              v.nothing();
            }));
  }

  private static void move(Visit v) {
    Requests.AnomalyState body = v.body(Requests.AnomalyState.class);
    Anomaly.State state = Json.constant(Anomaly.State.class, "state", needed("state", body.state()));
    Anomalies anomalies = v.organisation().anomalies();
    String id = v.path("anomaly");
    String note = note(body.note());
    v.answer(
        switch (state) {
          case ACKNOWLEDGED -> anomalies.acknowledge(id, note);
          case RESOLVED -> anomalies.resolve(id, note);
          case OPEN -> anomalies.reopen(id, note);
          case SUPPRESSED -> anomalies.suppress(id, note);
          case RETRACTED -> throw Json.invalid("'state' is one of open, acknowledged, resolved, suppressed: later figures alone retract");
        });
  }

  private static List<Route> policy() {
    return List.of(
        get(ORGANISATION + "/anomaly-policy", "showAnomalyPolicy", "How severe anomalies are and which are raised.", v ->
                v.answer(shown(v.organisation(), v.query("connection"))))
            .with("connection", "What holds for this connection; for the organisation without it.").answers(Answers.Policy.class),
        put(ORGANISATION + "/anomaly-policy/severity", "setSeverity", "Say from what on anomalies are severe.", v -> {
              Requests.Severity body = v.body(Requests.Severity.class);
              SeverityTable table = table(body);
              Organisation organisation = v.organisation();
              organisation.anomalyPolicy().severity(body.connection(), table);
              v.answer(shown(organisation, body.connection()));
            })
            .takes(Requests.Severity.class).answers(Answers.Policy.class),
        delete(ORGANISATION + "/anomaly-policy/severity", "resetSeverity", "Go back to the table before it.", v -> {
              v.organisation().anomalyPolicy().severity(v.query("connection"), null);
              v.nothing();
            })
            .with("connection", "Of this connection; of the organisation without it."),
        put(ORGANISATION + "/anomaly-policy/sensitivity", "setSensitivity", "Say how small a difference is raised.", v -> {
              Requests.Sensitivity body = v.body(Requests.Sensitivity.class);
              Sensitivity sensitivity = Json.constant(Sensitivity.class, "sensitivity", needed("sensitivity", body.sensitivity()));
              Organisation organisation = v.organisation();
              organisation.anomalyPolicy().sensitivity(body.connection(), sensitivity);
              v.answer(shown(organisation, body.connection()));
            })
            .takes(Requests.Sensitivity.class).answers(Answers.Policy.class),
        delete(ORGANISATION + "/anomaly-policy/sensitivity", "resetSensitivity", "Go back to the sensitivity before it.", v -> {
              v.organisation().anomalyPolicy().sensitivity(v.query("connection"), null);
              v.nothing();
            })
            .with("connection", "Of this connection; of the organisation without it."));
  }

  private static Answers.Policy shown(Organisation organisation, @Nullable String connection) {
    AnomalyPolicy policy = organisation.anomalyPolicy();
    return new Answers.Policy(connection, policy.severity(connection), policy.sensitivity(connection));
  }

  private static SeverityTable table(Requests.Severity body) {
    List<SeverityTable.Row> rows = new ArrayList<>();
    if (body.rows() == null) {
      throw Json.invalid("'rows' is missing");
    }
    try {
      for (Requests.SeverityRow row : body.rows()) {
        rows.add(
            new SeverityTable.Row(
                Json.constant(Severity.class, "severity", needed("severity", row.severity())),
                decimal("amountPerDay", row.amountPerDay()),
                decimal("ratio", row.ratio())));
      }
      return new SeverityTable(rows, Json.constant(Severity.class, "newCharge", needed("newCharge", body.newCharge())));
    } catch (IllegalArgumentException e) {
      throw Json.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static BigDecimal decimal(String field, @Nullable String text) {
    if (!needed(field, text).matches("[0-9]{1,15}(\\.[0-9]{1,10})?")) {
      throw Json.invalid("'" + field + "' is a decimal as text, such as \"0.2\"");
    }
    return new BigDecimal(text);
  }

  private static List<Route> calendar() {
    return List.of(
        get(ORGANISATION + "/calendar", "listPlannedEvents", "What is planned, by its first day.", v ->
                v.answer(Page.of(v.organisation().calendar().list(), PlannedEvent::name, v)))
            .paged().answers(pageOf(PlannedEvent.class)),
        post(ORGANISATION + "/calendar", "addPlannedEvent", "Enter what is planned; what is found there and then is suppressed.", v -> {
              Requests.NewEvent body = v.body(Requests.NewEvent.class);
              Period days;
              try {
                days = new Period(Visit.day("from", needed("from", body.from())), Visit.day("to", needed("to", body.to())));
              } catch (IllegalArgumentException e) {
                throw Json.invalid(String.valueOf(e.getMessage()));
              }
              v.answer(201, v.organisation().calendar().add(new PlannedEvent(needed("name", body.name()), days, Visit.texts("scope", body.scope()))));
            })
            .takes(Requests.NewEvent.class).answers(201, PlannedEvent.class),
        delete(ORGANISATION + "/calendar", "removePlannedEvent", "Take an event out; what is still found there is open again.", v -> {
              v.organisation().calendar().remove(v.needed("name"));
              v.nothing();
            })
            .needs("name", "The name of the event."));
  }

  private List<Route> trying() {
    return List.of(
        post(
                ORGANISATION + "/backtests", "backtest",
                "Start to try detectors on the organisation's own history, each day with the figures known then.",
                v -> {
                  Requests.Backtest body = v.body(Requests.Backtest.class);
                  BacktestRequest request =
                      new BacktestRequest(
                          body.detectors() == null ? List.of() : body.detectors().stream().map(d -> needed("detectors", d)).toList(),
                          body.from() == null ? null : Visit.day("from", body.from()),
                          body.to() == null ? null : Visit.day("to", body.to()));
                  Organisation organisation = v.organisation();
                  v.started(
                      "backtests",
                      Answers.Backtest.of(backtests.start(v.path("organisation"), v.person(), () -> organisation.backtest(request))),
                      Answers.Backtest::id);
                })
            .takes(Requests.Backtest.class).answers(202, Answers.Backtest.class),
        get(ORGANISATION + "/backtests/{backtest}", "showBacktest", "A back-test that whoever asks started.", v ->
                v.answer(Answers.Backtest.of(find(v))))
            .answers(Answers.Backtest.class),
        delete(ORGANISATION + "/backtests/{backtest}", "cancelBacktest", "End it early; nothing of it is kept.", v -> {
              v.organisation();
              backtests.cancel(v.path("organisation"), v.person(), v.path("backtest"));
              v.nothing();
            }),
        get(ORGANISATION + "/backtests/{backtest}/alerts", "listBacktestAlerts", "What people would have been told, by series and day.", v -> {
              BacktestReport report = find(v).standing().result();
              List<Answers.Alert> alerts = report == null ? List.of() : Answers.Alert.of(report);
              v.answer(Page.of(alerts, a -> Integer.toString(a.number()), v));
            })
            .paged().answers(pageOf(Answers.Alert.class)));
  }

  /** One that whoever asks started, in an organisation he still reaches. */
  private Jobs.Job<BacktestReport> find(Visit v) {
    v.organisation();
    return backtests.find(v.path("organisation"), v.person(), v.path("backtest"));
  }

  private static String note(@Nullable String note) {
    return Objects.requireNonNullElse(note, "").strip();
  }
}
