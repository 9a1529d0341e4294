package io.plimsoll.cli;

import io.plimsoll.api.access.AccessFinding;
import io.plimsoll.api.access.AccessReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What credentials may do. */
record AccessView(List<AccessReport> reports) implements View {
  @Override
  public void page(Page page) {
    boolean first = true;
    for (AccessReport report : reports) {
      if (!first) {
        page.blank();
      }
      first = false;
      page.sentence("", report.connection() + " reads " + report.store() + " with " + report.credential() + ".");
      TextTable table = new TextTable().text("State").text("Role").text("On").text("For").text("How it is known");
      report.findings().forEach(f -> table.row(Exact.name(f.state()), f.role(), f.scope(), f.purpose(), f.evidence()));
      page.table(table);
      report.findings().stream()
          .filter(f -> !f.advice().isEmpty())
          .forEach(f -> page.sentence("  ", Exact.name(f.state()) + ", " + f.role() + ": " + f.advice()));
    }
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "connections",
        reports.stream()
            .map(
                r ->
                    Exact.object(
                        "connection", r.connection(), "credential", r.credential(), "store", r.store(), "sufficient",
                        r.sufficient(), "findings", r.findings().stream().map(AccessView::json).toList()))
            .toList());
  }

  private static Map<String, @Nullable Object> json(AccessFinding f) {
    return Exact.object(
        "state", f.state(), "role", f.role(), "scope", f.scope(), "purpose", f.purpose(), "evidence", f.evidence(), "advice",
        f.advice());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("connection", "credential", "store", "state", "role", "scope", "purpose", "evidence", "advice");
    for (AccessReport r : reports) {
      r.findings()
          .forEach(
              f ->
                  grid.row(r.connection(), r.credential(), r.store(), f.state(), f.role(), f.scope(), f.purpose(), f.evidence(),
                      f.advice()));
    }
    return grid;
  }
}
