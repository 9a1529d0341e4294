package io.plimsoll.cli;

import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.collect.ConformanceReport.Finding;
import io.plimsoll.api.collect.ConformanceReport.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far files are FOCUS. */
record ConformanceView(List<ConformanceReport> reports) implements View {
  private static final int EXAMPLES = 3;

  @Override
  public void page(Page page) {
    for (int i = 0; i < reports.size(); i++) {
      if (i > 0) {
        page.blank();
      }
      show(page, reports.get(i));
    }
  }

  private static void show(Page page, ConformanceReport report) {
    Terminal terminal = page.terminal();
    String version = report.version() == null ? "of no FOCUS version" : "FOCUS " + report.version().text();
    page.line(
        (report.conforms() ? terminal.green("conforms") : terminal.red("does not conform")) + "  "
            + terminal.bold(Plain.text(report.file().toString())));
    page.sentence(
        "  ",
        version + ", " + report.format() + ", " + Figures.count(report.rows(), "row") + ", "
            + Figures.count(report.columns().size(), "column") + " known, "
            + Figures.count(report.unknownColumns().size()) + " unknown");
    if (!report.unknownColumns().isEmpty()) {
      page.sentence("  ", "    ", "Unknown columns, kept by their name: " + String.join(", ", report.unknownColumns()));
    }
    report.findings().forEach(finding -> show(page, finding));
  }

  private static void show(Page page, Finding finding) {
    String lead = "  " + switch (finding.severity()) {
      case ERROR -> page.terminal().red("error  ");
      case WARNING -> page.terminal().bold("warning");
      case NOTE -> page.terminal().faint("note   ");
    };
    page.line(lead + "  " + Plain.text(finding.code() + (finding.column().isEmpty() ? "" : " " + finding.column()))
        + (finding.count() > 1 ? "  " + Figures.count(finding.count()) + " times" : ""));
    page.sentence("           ", finding.message());
    if (!finding.examples().isEmpty()) {
      page.sentence("           ", "For example " + finding.examples().stream()
          .limit(EXAMPLES)
          .map(e -> "row " + e.row() + ": '" + e.text() + "'")
          .collect(Collectors.joining(", ")));
    }
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "conforms", reports.stream().allMatch(ConformanceReport::conforms),
        "files", reports.stream().map(ConformanceView::json).toList());
  }

  private static Map<String, @Nullable Object> json(ConformanceReport r) {
    return Exact.object(
        "file", r.file().toString(),
        "format", r.format(),
        "version", r.version() == null ? null : r.version().text(),
        "rows", r.rows(),
        "conforms", r.conforms(),
        "columns", r.columns(),
        "unknownColumns", r.unknownColumns(),
        "findings", r.findings().stream().map(ConformanceView::json).toList());
  }

  private static Map<String, @Nullable Object> json(Finding f) {
    return Exact.object(
        "code", f.code(),
        "severity", f.severity(),
        "column", f.column().isEmpty() ? null : f.column(),
        "count", f.count(),
        "message", f.message(),
        "examples", f.examples().stream().map(e -> Exact.object("row", e.row(), "text", e.text())).toList());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("file", "version", "severity", "code", "column", "count", "message");
    for (ConformanceReport r : reports) {
      String version = r.version() == null ? null : r.version().text();
      if (r.findings().isEmpty()) {
        grid.row(r.file(), version, Severity.NOTE, "CONFORMS", null, r.rows(), "No rule is broken.");
      }
      r.findings().forEach(f -> grid.row(r.file(), version, f.severity(), f.code(), f.column(), f.count(), f.message()));
    }
    return grid;
  }
}
