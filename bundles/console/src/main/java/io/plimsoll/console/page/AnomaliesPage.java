package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.chart.Chart;
import io.plimsoll.console.chart.Evidence;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is not as expected, and for each the evidence: what the days cost, what was expected, and what caused it. */
public final class AnomaliesPage implements RouteGroup {
  private static final int DEFAULT_DAYS = 90;
  private static final int DAYS_BEFORE = 42;
  private static final int DAYS_AFTER = 7;

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public AnomaliesPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /** What the list is narrowed to; empty texts narrow nothing. */
  public record Choice(int days, String severity, String state, String text) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/anomalies", this::list, Access.SIGNED_IN);
    routes.get("/o/{organisation}/anomalies/{id}", this::detail, Access.SIGNED_IN);
    routes.post("/o/{organisation}/anomalies/{id}", this::act, Access.SIGNED_IN);
  }

  private void list(Context context) {
    Choice choice = choice(context);
    Period period = new Period(today().minusDays(choice.days()), today().plusDays(1));
    pages.render(
        context,
        "anomalies",
        door.open(context)
            .view(
                "anomalies",
                organisation -> {
                  List<Anomaly> all = organisation.anomalies(period);
                  return Map.of(
                      "choice", choice,
                      "banner", AnomalyBanner.of(all),
                      "shown", all.stream().filter(a -> fits(a, choice)).toList(),
                      "skipped", organisation.skippedDetectors());
                }));
  }

  private void detail(Context context) {
    String id = context.pathParam("id");
    Organisation opened = door.open(context);
    boolean editor = Visitor.rights(context).editsAll();
    pages.render(context, "anomaly", opened.view("anomaly " + id, organisation -> read(organisation, id, editor)));
  }

  private Map<String, @Nullable Object> read(Organisation organisation, String id, boolean editor) {
    Anomaly anomaly = organisation.anomalies().get(id);
    Evidence.Band band = band(organisation, anomaly);
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("anomaly", anomaly);
    values.put("band", band);
    values.put("chart", chart(organisation, anomaly, band));
    values.put(
        "near",
        organisation.anomalies(anomaly.days()).stream()
            .filter(a -> !a.id().equals(id) && touches(a.days(), anomaly.days()))
            .limit(8)
            .toList());
    values.put("runs", organisation.runs().stream().filter(r -> r.period().equals(anomaly.days().from().withDayOfMonth(1))).limit(6).toList());
    values.put("explore", explore(anomaly));
    values.put(
        "planned",
        organisation.calendar().list().stream().filter(e -> touches(e.days(), anomaly.days()) && e.concerns(anomaly.series())).toList());
    values.put("history", organisation.anomalies().history(id));
    values.put("acts", editor ? acts(anomaly.state()) : Map.of());
    return values;
  }

  /**
   * What a day might have cost without being raised: both floors of the sensitivity in force would have to be passed. There
   * is none around an amount that people set.
   */
  private static Evidence.@Nullable Band band(Organisation organisation, Anomaly anomaly) {
    if (anomaly.kind() == Finding.Kind.THRESHOLD) {
      return null;
    }
    boolean known = organisation.connections().stream().anyMatch(c -> c.name().equals(anomaly.connection()));
    EvaluationContext.Floors floors = organisation.anomalyPolicy().sensitivity(known ? anomaly.connection() : null).floors();
    BigDecimal expected = anomaly.expectedPerDay();
    BigDecimal room = floors.room(expected);
    BigDecimal low = expected.subtract(room);
    return new Evidence.Band(expected.signum() >= 0 ? low.max(BigDecimal.ZERO) : low, expected.add(room));
  }

  /** What can be done with an anomaly where it stands, by the name of the act, in words. */
  private static Map<String, String> acts(Anomaly.State state) {
    Map<String, String> acts = new LinkedHashMap<>();
    switch (state) {
      case OPEN, ACKNOWLEDGED -> {
        if (state == Anomaly.State.OPEN) {
          acts.put("acknowledge", "I am on it");
        }
        acts.put("resolve", "It is over");
        acts.put("planned", "It was planned");
        acts.put("small", "Too small to tell");
        acts.put("wrong", "Not an anomaly");
        acts.put("suppress", "Do not tell again");
      }
      case RESOLVED, SUPPRESSED -> acts.put("reopen", "Open it again");
      case RETRACTED -> { }
    }
    return acts;
  }

  private void act(Context context) {
    Anomalies anomalies = door.open(context).anomalies();
    String id = context.pathParam("id");
    String note = Objects.requireNonNullElse(context.formParam("note"), "").strip();
    String act = Objects.requireNonNullElse(context.formParam("act"), "");
    switch (act) {
      case "acknowledge" -> anomalies.acknowledge(id, note);
      case "resolve" -> anomalies.resolve(id, note);
      case "reopen" -> anomalies.reopen(id, note);
      case "suppress" -> anomalies.suppress(id, note);
      case "planned" -> anomalies.feedback(id, Feedback.EXPECTED, note);
      case "small" -> anomalies.feedback(id, Feedback.TOO_SMALL, note);
      case "wrong" -> anomalies.feedback(id, Feedback.NOT_AN_ANOMALY, note);
      default -> throw new IllegalArgumentException("there is no act '" + act + "'");
    }
    context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/anomalies/" + id), HttpStatus.SEE_OTHER);
  }

  private @Nullable Chart chart(Organisation organisation, Anomaly anomaly, Evidence.@Nullable Band band) {
    LocalDate last = anomaly.days().to().plusDays(DAYS_AFTER);
    LocalDate end = last.isAfter(today().plusDays(1)) ? today().plusDays(1) : last;
    Period period = new Period(anomaly.days().from().minusDays(DAYS_BEFORE), end.isAfter(anomaly.days().to()) ? end : anomaly.days().to());
    Metric metric = Metric.ofColumn(anomaly.series().metric()).orElse(Metric.EFFECTIVE_COST);
    Map<LocalDate, BigDecimal> actual = new TreeMap<>();
    for (CostRow row : organisation.costs(CostQuery.of(metric, period).granularity(Granularity.DAY).where(series(anomaly))).rows()) {
      if (Objects.equals(row.unit(), anomaly.series().currency())) {
        actual.put(Objects.requireNonNull(row.start()), row.value());
      }
    }
    return actual.isEmpty()
        ? null
        : Evidence.draw(
            "evidence", metric.column() + " a day, " + anomaly.series().currency(), anomaly.series().currency(), period, actual, anomaly.days(),
            anomaly.expectedPerDay(), band);
  }

  private static Filter series(Anomaly anomaly) {
    List<Filter> tests = new ArrayList<>();
    anomaly.series().dimensions().forEach(
        (name, value) -> {
          Dimension dimension = Dimension.parse(name);
          tests.add(value.isEmpty() ? new Filter.Absent(dimension) : new Filter.In(dimension, List.of(value)));
        });
    return new Filter.And(tests);
  }

  private String explore(Anomaly anomaly) {
    return new Question(
            Metric.ofColumn(anomaly.series().metric()).orElse(Metric.EFFECTIVE_COST),
            anomaly.days().from().minusDays(DAYS_BEFORE / 2),
            anomaly.days().to().minusDays(1),
            List.of(Dimension.parse("ResourceName")),
            series(anomaly),
            8,
            CostQuery.Comparison.PREVIOUS,
            anomaly.series().currency())
        .address();
  }

  private static Choice choice(Context context) {
    String days = Objects.requireNonNullElse(context.queryParam("days"), "");
    if (!days.isEmpty() && !days.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("'days' is a number from 1 to 9999 but was '" + days + "'");
    }
    return new Choice(
        days.isEmpty() ? DEFAULT_DAYS : Integer.parseInt(days),
        constant(context, "severity", Severity.values()),
        constant(context, "state", Anomaly.State.values()),
        Objects.requireNonNullElse(context.queryParam("text"), "").strip());
  }

  private static String constant(Context context, String name, Enum<?>[] known) {
    String text = Objects.requireNonNullElse(context.queryParam(name), "").strip();
    if (!text.isEmpty() && Arrays.stream(known).noneMatch(k -> k.name().equals(text))) {
      throw new IllegalArgumentException("'" + name + "' is one of " + Arrays.toString(known) + " but was '" + text + "'");
    }
    return text;
  }

  private static boolean fits(Anomaly a, Choice choice) {
    String text = choice.text().toLowerCase(Locale.ROOT);
    return (choice.severity().isEmpty() || a.severity().compareTo(Severity.valueOf(choice.severity())) >= 0)
        && (choice.state().isEmpty() || a.state().name().equals(choice.state()))
        && (text.isEmpty()
            || a.series().dimensions().values().stream().anyMatch(v -> v.toLowerCase(Locale.ROOT).contains(text))
            || a.causes().stream().flatMap(c -> c.values().values().stream()).anyMatch(v -> v.toLowerCase(Locale.ROOT).contains(text)));
  }

  private static boolean touches(Period a, Period b) {
    return a.from().isBefore(b.to()) && b.from().isBefore(a.to());
  }

  private LocalDate today() {
    return door.today();
  }
}
