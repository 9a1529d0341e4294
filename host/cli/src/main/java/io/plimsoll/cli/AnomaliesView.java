package io.plimsoll.cli;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.cost.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Anomalies with their cause and cost.
 *
 * @param skipped detectors that did not judge
 * @param whenEmpty what to say when there is none
 */
record AnomaliesView(List<Anomaly> anomalies, List<SkippedDetector> skipped, String whenEmpty) implements View {
  private static final int CAUSES = 3;

  @Override
  public void page(Page page) {
    if (anomalies.isEmpty()) {
      page.sentence("", whenEmpty);
    }
    boolean first = true;
    for (Anomaly anomaly : anomalies) {
      if (!first) {
        page.blank();
      }
      first = false;
      show(page, anomaly);
    }
    SkippedDetectors.show(page, skipped);
  }

  static void show(Page page, Anomaly anomaly) {
    String currency = anomaly.series().currency();
    String taken = anomaly.state() == Anomaly.State.OPEN ? "" : " (" + Exact.name(anomaly.state()) + ")";
    page.title(days(anomaly.days()) + "  " + signed(anomaly) + " " + currency + "  " + subject(anomaly) + taken);
    page.sentence("  ", Exact.name(anomaly.severity()) + " " + kind(anomaly) + ": " + anomaly.explanation());
    page.sentence(
        "  ",
        Figures.amount(anomaly.actualPerDay(), 2) + " " + currency + " a day where "
            + Figures.amount(anomaly.expectedPerDay(), 2) + " was expected");
    if (!anomaly.causes().isEmpty()) {
      String causes =
          anomaly.causes().stream().limit(CAUSES).map(c -> cause(c, currency)).collect(Collectors.joining("; "));
      page.sentence("  ", "Caused by " + causes);
    }
  }

  private static String cause(Anomaly.Cause cause, String currency) {
    String name =
        cause.values().isEmpty()
            ? "all of it alike"
            : cause.values().entrySet().stream()
                .map(e -> (e.getValue().isEmpty() ? "none" : e.getValue()) + " (" + e.getKey() + ")")
                .collect(Collectors.joining(", "));
    String split =
        cause.byUsage() == null || cause.byPrice() == null
            ? ""
            : ", of it " + Figures.amount(cause.byUsage(), 2) + " by usage and " + Figures.amount(cause.byPrice(), 2) + " by price";
    return name + " " + Figures.amount(cause.excess(), 2) + " " + currency + split;
  }

  private static String kind(Anomaly anomaly) {
    return Exact.name(anomaly.kind()).replace('-', ' ');
  }

  private static String subject(Anomaly anomaly) {
    return anomaly.series().dimensions().isEmpty()
        ? "all costs"
        : String.join(", ", anomaly.series().dimensions().values());
  }

  private static String signed(Anomaly anomaly) {
    return (anomaly.excess().signum() > 0 ? "+" : "") + Figures.amount(anomaly.excess(), 2);
  }

  private static String days(Period days) {
    return days.to().minusDays(1).equals(days.from()) ? days.from().toString() : days.from() + " to " + days.to().minusDays(1);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "anomalies", anomalies.stream().map(AnomaliesView::json).toList(),
        "skippedDetectors", SkippedDetectors.json(skipped));
  }

  static Map<String, @Nullable Object> json(Anomaly a) {
    return Exact.object(
        "id", a.id(),
        "detector", a.detector(),
        "dimensions", a.series().dimensions(),
        "metric", a.series().metric(),
        "currency", a.series().currency(),
        "from", a.days().from(),
        "to", a.days().to(),
        "kind", a.kind(),
        "severity", a.severity(),
        "expectedPerDay", a.expectedPerDay(),
        "actualPerDay", a.actualPerDay(),
        "excess", a.excess(),
        "explanation", a.explanation(),
        "state", a.state(),
        "causes",
            a.causes().stream()
                .map(
                    c ->
                        Exact.object(
                            "values", c.values(), "excess", c.excess(), "byUsage", c.byUsage(), "byPrice", c.byPrice(),
                            "resources",
                            c.resources().stream()
                                .map(r -> Exact.object("resource", r.resource(), "excess", r.excess()))
                                .toList()))
                .toList(),
        "firstSeen", a.firstSeen(),
        "connection", a.connection(),
        "reason", a.reason());
  }

  @Override
  public Grid grid() {
    Grid grid =
        Grid.of("id", "detector", "subject", "metric", "currency", "from", "to", "kind", "severity", "expectedPerDay",
            "actualPerDay", "excess", "explanation", "state", "firstSeen", "connection", "reason");
    anomalies.forEach(
        a ->
            grid.row(a.id(), a.detector(), subject(a), a.series().metric(), a.series().currency(), a.days().from(),
                a.days().to(), a.kind(), a.severity(), a.expectedPerDay(), a.actualPerDay(), a.excess(), a.explanation(),
                a.state(), a.firstSeen(), a.connection(), a.reason()));
    return grid;
  }

  @Override
  public String besideGrid() {
    return SkippedDetectors.inOneLine(skipped);
  }
}
