package io.plimsoll.cli;

import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestReport.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What detectors would have found, side by side. */
record BacktestView(BacktestReport report) implements View {
  @Override
  public void page(Page page) {
    page.sentence(
        "",
        Figures.count(report.series()) + " series judged daily from " + report.days().from() + " to "
            + report.days().to().minusDays(1) + ", each day with the figures known then.");
    page.blank();
    TextTable table =
        new TextTable().text("Detector").number("Anomalies").number("Series").number("Days").number("Excess")
            .number("Alone").text("Shared with");
    tallies().forEach(
        t ->
            table.row(
                t.detector().isEmpty() ? "all together" : t.detector(), Figures.count(t.anomalies()),
                Figures.count(t.series()), Figures.count(t.days()), excess(t),
                t.detector().isEmpty() ? "" : Figures.count(t.alone()), shared(t)));
    page.table(table);
  }

  private Stream<Tally> tallies() {
    return Stream.concat(report.detectors().stream(), Stream.of(report.together()));
  }

  private static String excess(Tally tally) {
    return new TreeMap<>(tally.excess())
        .entrySet().stream()
            .map(e -> Figures.amount(e.getValue(), 2) + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String shared(Tally tally) {
    return tally.shared().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "from", report.days().from(),
        "to", report.days().to(),
        "series", report.series(),
        "together", json(report.together()),
        "detectors", report.detectors().stream().map(BacktestView::json).toList());
  }

  private static Map<String, @Nullable Object> json(Tally t) {
    return Exact.object(
        "detector", t.detector(),
        "anomalies", t.anomalies(),
        "series", t.series(),
        "days", t.days(),
        "excess", new TreeMap<>(t.excess()),
        "alone", t.alone(),
        "shared", new TreeMap<>(t.shared()));
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("detector", "anomalies", "series", "days", "excess", "alone", "shared");
    List<Tally> all = tallies().toList();
    all.forEach(t -> grid.row(t.detector(), t.anomalies(), t.series(), t.days(), excess(t), t.alone(), shared(t)));
    return grid;
  }
}
