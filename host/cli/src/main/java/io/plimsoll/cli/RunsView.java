package io.plimsoll.cli;

import io.plimsoll.api.collect.Run;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs and what became of them.
 *
 * @param whenEmpty what to say when there is none
 */
record RunsView(List<Run> runs, String whenEmpty) implements View {
  @Override
  public void page(Page page) {
    if (runs.isEmpty()) {
      page.sentence("", whenEmpty);
      return;
    }
    TextTable table =
        new TextTable().text("Period").text("Connection").text("Export").text("State").number("Rows").number("Parts")
            .text("FOCUS").text("Submitted").text("Run");
    runs.forEach(
        r ->
            table.row(
                period(r),
                r.connection(),
                r.export(),
                Exact.name(r.state()),
                Figures.count(r.rows()),
                Figures.count(r.parts()),
                r.focusVersion(),
                Figures.time(r.submittedAt()),
                r.id()));
    page.table(table);
    runs.stream().filter(r -> !r.message().isEmpty()).forEach(r -> note(page, r));
  }

  private static void note(Page page, Run run) {
    page.blank().sentence("", "  ", period(run) + " " + run.export() + " (" + run.connection() + "): " + run.message());
    if (!run.advice().isEmpty()) {
      page.sentence("  ", run.advice());
    }
  }

  static String period(Run run) {
    return run.period().toString().substring(0, 7);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object("runs", runs.stream().map(RunsView::json).toList());
  }

  static Map<String, @Nullable Object> json(Run r) {
    return Exact.object(
        "connection", r.connection(),
        "export", r.export(),
        "scope", r.scope(),
        "period", period(r),
        "run", r.id(),
        "submittedAt", r.submittedAt(),
        "focusVersion", r.focusVersion(),
        "state", r.state(),
        "parts", r.parts(),
        "rows", r.rows(),
        "message", r.message(),
        "advice", r.advice(),
        "changedAt", r.changedAt());
  }

  @Override
  public Grid grid() {
    Grid grid =
        Grid.of("connection", "export", "scope", "period", "run", "submittedAt", "focusVersion", "state", "parts", "rows",
            "message", "advice", "changedAt");
    runs.forEach(
        r ->
            grid.row(r.connection(), r.export(), r.scope(), period(r), r.id(), r.submittedAt(), r.focusVersion(), r.state(),
                r.parts(), r.rows(), r.message(), r.advice(), r.changedAt()));
    return grid;
  }
}
