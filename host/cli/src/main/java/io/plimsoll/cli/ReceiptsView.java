package io.plimsoll.cli;

import io.plimsoll.api.collect.Receipt;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The receipts in force for a billing period; their totals are shown to the last digit, as proof. */
record ReceiptsView(YearMonth period, List<Receipt> receipts) implements View {
  @Override
  public void page(Page page) {
    for (int i = 0; i < receipts.size(); i++) {
      if (i > 0) {
        page.blank();
      }
      show(page, receipts.get(i));
    }
  }

  private void show(Page page, Receipt receipt) {
    page.title("Receipt of " + period + ": " + receipt.run().export() + ", run " + receipt.run().id());
    TextTable facts = new TextTable().indent("  ").text("").text("");
    facts.row("Connection", receipt.run().connection());
    facts.row("Scope", receipt.run().scope());
    facts.row("FOCUS", receipt.run().focusVersion());
    facts.row("Submitted", Figures.time(receipt.run().submittedAt()));
    facts.row("Published", Figures.time(receipt.publishedAt()) + ", " + Exact.name(receipt.run().state()));
    facts.row(
        "Read",
        Figures.count(receipt.rows(), "row") + " in " + Figures.count(receipt.parts().size(), "part") + ", "
            + Figures.bytes(receipt.bytes()) + ", in " + Figures.duration(receipt.duration()));
    facts.row(
        "Columns",
        receipt.columns().size() + " known"
            + (receipt.unknownColumns().isEmpty() ? "" : ", unknown: " + String.join(", ", receipt.unknownColumns())));
    page.table(facts);
    page.line("  Totals, " + (receipt.exact() ? "exact:" : "NOT exact: the export holds more digits than can be kept:"));
    TextTable totals = new TextTable().indent("    ").text("").number("").text("");
    receipt.totals()
        .forEach(t -> totals.row(t.metric().column(), Figures.exact(t.value()), t.unit() == null ? "(none)" : t.unit()));
    page.table(totals);
    repairs(page, receipt);
    parts(page, receipt);
  }

  private static void repairs(Page page, Receipt receipt) {
    if (receipt.repaired().isEmpty()) {
      page.line("  Nothing had to be repaired.");
      return;
    }
    page.line("  Repaired or tolerated:");
    receipt.repaired()
        .forEach(
            (code, count) -> {
              page.sentence("    ", "      ", Figures.count(count) + " " + code.text() + " (" + code + ")");
              receipt.examples().stream()
                  .filter(e -> e.example().code() == code)
                  .limit(1)
                  .forEach(
                      e ->
                          page.sentence("      ", "for example " + e.part() + " row " + e.example().row() + " "
                              + e.example().column() + ": '" + e.example().text() + "'"));
            });
  }

  private static void parts(Page page, Receipt receipt) {
    TextTable parts = new TextTable().indent("    ").text("Part").number("Rows").number("Bytes").text("ETag");
    receipt.parts().forEach(p -> parts.row(p.path(), Figures.count(p.rows()), Figures.count(p.bytes()), p.etag()));
    page.table(parts);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object("period", period.toString(), "receipts", receipts.stream().map(ReceiptsView::json).toList());
  }

  static Map<String, @Nullable Object> json(Receipt r) {
    Map<String, @Nullable Object> repaired = new TreeMap<>();
    r.repaired().forEach((code, count) -> repaired.put(code.name(), count));
    return Exact.object(
        "run", RunsView.json(r.run()),
        "parts",
            r.parts().stream()
                .map(p -> Exact.object("path", p.path(), "bytes", p.bytes(), "etag", p.etag(), "rows", p.rows()))
                .toList(),
        "bytes", r.bytes(),
        "rows", r.rows(),
        "totals",
            r.totals().stream()
                .map(t -> Exact.object("metric", t.metric().column(), t.metric().isCost() ? "currency" : "unit", t.unit(),
                    "value", t.value()))
                .toList(),
        "exact", r.exact(),
        "repaired", repaired,
        "examples",
            r.examples().stream()
                .map(e -> Exact.object("part", e.part(), "code", e.example().code().name(), "row", e.example().row(),
                    "column", e.example().column(), "text", e.example().text()))
                .toList(),
        "columns", r.columns(),
        "unknownColumns", r.unknownColumns(),
        "publishedAt", r.publishedAt(),
        "durationSeconds", r.duration().toMillis() / 1000.0);
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("connection", "export", "scope", "period", "run", "rows", "bytes", "exact", "metric", "unit", "value");
    receipts.forEach(
        r ->
            r.totals()
                .forEach(
                    t ->
                        grid.row(r.run().connection(), r.run().export(), r.run().scope(), period, r.run().id(), r.rows(),
                            r.bytes(), r.exact(), t.metric().column(), t.unit(), t.value())));
    return grid;
  }
}
