package io.plimsoll.cli;

import io.plimsoll.api.audit.AuditEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries of the audit chain, oldest first. */
record AuditView(List<AuditEntry> entries) implements View {
  @Override
  public void page(Page page) {
    if (entries.isEmpty()) {
      page.sentence("", "No such event is on record.");
      return;
    }
    TextTable table =
        new TextTable().number("No").text("Time").text("Type").text("Outcome").text("Who").text("Subject").text("Details");
    entries.forEach(
        e ->
            table.row(
                Long.toString(e.sequence()),
                Figures.time(e.event().time()),
                e.event().type(),
                Exact.name(e.event().outcome()),
                e.event().caller().user(),
                e.event().subject(),
                details(e)));
    page.table(table);
  }

  private static String details(AuditEntry entry) {
    return entry.event().details().entrySet().stream()
        .map(d -> d.getKey() + "=" + d.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "entries",
        entries.stream()
            .map(
                e ->
                    Exact.object(
                        "sequence", e.sequence(),
                        "time", e.event().time(),
                        "type", e.event().type(),
                        "outcome", e.event().outcome(),
                        "user", e.event().caller().user(),
                        "address", e.event().caller().address(),
                        "agent", e.event().caller().agent(),
                        "subject", e.event().subject(),
                        "details", e.event().details(),
                        "hash", e.hash()))
            .toList());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("sequence", "time", "type", "outcome", "user", "address", "agent", "subject", "details", "hash");
    entries.forEach(
        e ->
            grid.row(e.sequence(), e.event().time(), e.event().type(), e.event().outcome(), e.event().caller().user(),
                e.event().caller().address(), e.event().caller().agent(), e.event().subject(), details(e), e.hash()));
    return grid;
  }
}
