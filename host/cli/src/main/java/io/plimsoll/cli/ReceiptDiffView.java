package io.plimsoll.cli;

import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why numbers changed between two runs. */
record ReceiptDiffView(ReceiptDiff diff) implements View {
  private static final int SHOWN = 10;

  @Override
  public void page(Page page) {
    page.title("Run " + diff.before().run().id() + " against run " + diff.after().run().id());
    if (!diff.summary().isEmpty()) {
      page.sentence("", diff.summary()).blank();
    }
    TextTable runs = new TextTable().indent("  ").text("").text("Before").text("After");
    runs.row("Submitted", Figures.time(diff.before().run().submittedAt()), Figures.time(diff.after().run().submittedAt()));
    runs.row("Rows", Figures.count(diff.before().rows()), Figures.count(diff.after().rows()));
    runs.row("Parts", read(diff.before()), read(diff.after()));
    page.table(runs);
    section(page, "Totals", diff.totals().stream().map(t -> new Line("", t.metric(), t.unit(), t.before(), t.after())).toList());
    section(page, "Days that changed most",
        diff.days().stream().map(d -> new Line(d.day().toString(), d.metric(), d.unit(), d.before(), d.after())).toList());
    section(page, "Services that changed most",
        diff.services().stream()
            .map(s -> new Line(s.service() == null ? "(none)" : s.service(), s.metric(), s.unit(), s.before(), s.after()))
            .toList());
    if (!diff.notes().isEmpty()) {
      page.blank();
      diff.notes().forEach(note -> page.sentence("  - ", "    ", note));
    }
  }

  private record Line(String name, String metric, @Nullable String unit, BigDecimal before, BigDecimal after) {}

  private static void section(Page page, String title, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    page.blank().title(title);
    TextTable table = new TextTable().indent("  ").text("");
    table.text("Metric").number("Before").number("After").number("Change").text("");
    lines.stream()
        .limit(SHOWN)
        .forEach(
            l -> {
              BigDecimal change = l.after().subtract(l.before());
              int digits = Figures.digits(List.of(l.before(), l.after(), change));
              table.row(l.name(), l.metric(), Figures.amount(l.before(), digits), Figures.amount(l.after(), digits),
                  (change.signum() > 0 ? "+" : "") + Figures.amount(change, digits), l.unit());
            });
    page.table(table);
    if (lines.size() > SHOWN) {
      page.line("  and " + (lines.size() - SHOWN) + " more; --format json has them all");
    }
  }

  private static String read(Receipt receipt) {
    return receipt.parts().size() + ", " + Figures.bytes(receipt.bytes());
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "before", ReceiptsView.json(diff.before()),
        "after", ReceiptsView.json(diff.after()),
        "totals",
            diff.totals().stream()
                .map(t -> Exact.object("metric", t.metric(), "unit", t.unit(), "before", t.before(), "after", t.after()))
                .toList(),
        "days",
            diff.days().stream()
                .map(d -> Exact.object("day", d.day(), "metric", d.metric(), "unit", d.unit(), "before", d.before(), "after", d.after()))
                .toList(),
        "services",
            diff.services().stream()
                .map(s -> Exact.object("service", s.service(), "metric", s.metric(), "unit", s.unit(), "before", s.before(),
                    "after", s.after()))
                .toList(),
        "notes", diff.notes(),
        "summary", diff.summary());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("kind", "name", "metric", "unit", "before", "after");
    diff.totals().forEach(t -> grid.row("total", null, t.metric(), t.unit(), t.before(), t.after()));
    diff.days().forEach(d -> grid.row("day", d.day(), d.metric(), d.unit(), d.before(), d.after()));
    diff.services().forEach(s -> grid.row("service", s.service(), s.metric(), s.unit(), s.before(), s.after()));
    return grid;
  }
}
