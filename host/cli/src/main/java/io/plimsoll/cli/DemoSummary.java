package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.audit.AuditLedger.Verification;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.focus.DataQualityCode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the demo shows at its end. */
record DemoSummary(
    MonthComparison costs,
    List<Anomaly> anomalies,
    List<Run> runs,
    List<Receipt> receipts,
    Verification audit,
    Path home,
    Path exports,
    String command)
    implements View {

  static DemoSummary of(
      Organisation demo, List<Run> runs, LocalDate today, Path home, Path exports, String command) {
    List<Receipt> receipts =
        demo.runs().stream()
            .filter(r -> r.state() == Run.State.PUBLISHED || r.state() == Run.State.UNCHANGED)
            .map(r -> YearMonth.from(r.period()))
            .distinct()
            .flatMap(month -> demo.receipts(month).stream())
            .toList();
    return new DemoSummary(
        MonthComparison.ask(demo, today),
        demo.anomalies(new Period(today.minusMonths(3), today.plusDays(1))),
        runs,
        receipts,
        demo.verifyAudit(),
        home,
        exports,
        command);
  }

  @Override
  public void page(Page page) {
    page.blank().title("Plimsoll demo: a made-up tenant, exported as Azure exports it").blank();
    page.title(heading());
    costs.show(page);
    page.blank().title("Not as expected");
    new AnomaliesView(anomalies, List.of(), "Nothing: every cost is as expected.").page(page);
    page.blank().title("Read and checked");
    checked(page);
    page.blank().title("Where it lies");
    page.table(
        new TextTable().indent("  ").text("").text("").row("exports", exports.toString()).row("results", home.toString()));
    page.blank().title("Try next");
    page.line("  " + command + " costs demo --metric EffectiveCost --by tag:env --granularity month --from "
        + costs.before().from().withDayOfMonth(1));
    page.line("  " + command + " receipt demo " + YearMonth.from(costs.now().from()));
    page.line("  " + command + " sql demo \"SELECT BillingCurrency, ChargeCategory, sum(BilledCost) FROM focus GROUP BY 1, 2\"");
    page.blank();
  }

  private String heading() {
    return "EffectiveCost of " + days(costs.now()) + " against " + days(costs.before());
  }

  private static String days(Period period) {
    YearMonth month = YearMonth.from(period.from());
    String name = month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear();
    return period.equals(Period.month(month)) ? name : "1 to " + period.to().minusDays(1).getDayOfMonth() + " " + name;
  }

  private void checked(Page page) {
    long rows = receipts.stream().mapToLong(Receipt::rows).sum();
    long parts = receipts.stream().mapToLong(r -> r.parts().size()).sum();
    long bytes = receipts.stream().mapToLong(Receipt::bytes).sum();
    page.sentence(
        "  ",
        Figures.count(rows, "row") + " in " + Figures.count(parts, "part") + " (" + Figures.bytes(bytes) + ") of "
            + Figures.count(receipts.size(), "run") + "; "
            + (receipts.stream().allMatch(Receipt::exact)
                ? "every total agrees with the export to the last digit"
                : "some totals hold fewer digits than the export; see their receipts"));
    runs.stream()
        .filter(r -> !r.message().isEmpty())
        .forEach(r -> page.sentence("  ", "    ", RunsView.period(r) + " " + r.export() + " is " + Exact.name(r.state()) + ": "
            + r.message()));
    Map<DataQualityCode, Long> repaired = repaired();
    page.sentence(
        "  ",
        "    ",
        repaired.isEmpty()
            ? "nothing had to be repaired"
            : "tolerated or repaired: "
                + repaired.entrySet().stream()
                    .map(e -> Figures.count(e.getValue()) + " " + e.getKey().text())
                    .collect(Collectors.joining(", ")));
    page.sentence(
        "  ",
        "    ",
        audit.holds()
            ? Figures.count(audit.entries(), "audit entry") + " verified, none changed, removed or added"
            : "the audit chain does not hold: " + String.join("; ", audit.problems()));
  }

  private Map<DataQualityCode, Long> repaired() {
    Map<DataQualityCode, Long> all = new EnumMap<>(DataQualityCode.class);
    receipts.forEach(r -> r.repaired().forEach((code, count) -> all.merge(code, count, Long::sum)));
    return all;
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "organisation", DemoCommand.ORGANISATION,
        "home", home.toString(),
        "exports", exports.toString(),
        "costs", costs.json(),
        "anomalies", new AnomaliesView(anomalies, List.of(), "").json().get("anomalies"),
        "runs", new RunsView(runs, "").json().get("runs"),
        "rows", receipts.stream().mapToLong(Receipt::rows).sum(),
        "audit", Exact.object("holds", audit.holds(), "entries", audit.entries(), "problems", audit.problems()));
  }

  @Override
  public Grid grid() {
    return costs.grid();
  }
}
