package io.plimsoll.cli;

import io.plimsoll.api.action.Action;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Actions, a line each. */
record ActionsView(List<Action> actions, String whenEmpty) implements View {
  @Override
  public void page(Page page) {
    if (actions.isEmpty()) {
      page.sentence("", whenEmpty);
      return;
    }
    TextTable table =
        new TextTable().number("Action").text("State").text("Kind").text("Connection").text("Proposed by").text("Decided by")
            .text("Requests").text("Summary");
    actions.forEach(
        a ->
            table.row(
                a.id(), Exact.name(a.state()), ActionView.kind(a), a.connection(), a.proposedBy(), a.decidedBy(),
                ActionView.done(a) + " of " + a.steps().size(), a.plan().summary()));
    page.table(table);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object("actions", actions.stream().map(ActionView::json).toList());
  }

  @Override
  public Grid grid() {
    Grid grid =
        Grid.of("action", "state", "kind", "connection", "proposedBy", "proposedAt", "expiresAt", "decidedBy", "decidedAt",
            "reverts", "revertedBy", "requests", "done", "digest", "summary", "message", "advice");
    actions.forEach(
        a ->
            grid.row(
                a.id(), a.state(), a.kind(), a.connection(), a.proposedBy(), a.proposedAt(), a.expiresAt(), a.decidedBy(),
                a.decidedAt(), a.reverts(), a.revertedBy(), a.steps().size(), ActionView.done(a), a.digest(),
                a.plan().summary(), a.message(), a.advice()));
    return grid;
  }
}
