package io.plimsoll.cli;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.Action.StepState;
import io.plimsoll.api.action.ActionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action.
 *
 * @param requests whether people see each request to the character; programs always do
 * @param next what to do, below everything else; empty when there is nothing
 */
record ActionView(Action action, boolean requests, String next) implements View {
  @Override
  public void page(Page page) {
    page.title("Action " + action.id() + " is " + Exact.name(action.state()) + ": " + kind(action));
    page.sentence("  ", action.plan().summary());
    TextTable facts = new TextTable().indent("  ").text("").text("");
    facts.row("Connection", action.connection());
    facts.row("Proposed", "by " + action.proposedBy() + ", " + Figures.time(action.proposedAt()));
    if (action.decidedBy() != null && action.decidedAt() != null) {
      String decided = action.state() == State.REJECTED ? "Rejected" : "Approved";
      facts.row(decided, "by " + action.decidedBy() + ", " + Figures.time(action.decidedAt()));
    }
    if (action.state() == State.PROPOSED || action.state() == State.APPROVED) {
      facts.row("Open until", Figures.time(action.expiresAt()));
    }
    facts.row("Needs", String.join("; ", action.plan().needs()));
    facts.row("Taken back by", action.plan().takenBackBy());
    if (action.revertedBy() != null) {
      facts.row("Taken back", "by action " + action.revertedBy());
    }
    facts.row("Digest", action.digest());
    page.table(facts);
    steps(page);
    if (requests) {
      requests(page);
    }
    for (String text : List.of(action.message(), action.advice(), next)) {
      if (!text.isEmpty()) {
        page.blank().sentence("", text);
      }
    }
  }

  private void steps(Page page) {
    if (action.steps().stream().allMatch(s -> s.sentAt() == null)) {
      return;
    }
    TextTable table = new TextTable().number("Request").text("What").text("State").text("Sent").text("What Azure says");
    for (int i = 0; i < action.steps().size(); i++) {
      Action.Step step = action.steps().get(i);
      table.row(
          Integer.toString(i + 1), action.plan().steps().get(i).what(), Exact.name(step.state()),
          step.sentAt() == null ? "" : Figures.time(step.sentAt()), step.note());
    }
    page.blank().table(table);
  }

  private void requests(Page page) {
    int number = 0;
    for (ActionStep step : action.plan().steps()) {
      page.blank().title("Request " + ++number + " of " + action.steps().size() + ": " + step.what());
      page.line("  " + Plain.text(step.method() + " " + step.url()));
      step.headers().forEach((name, value) -> page.line("  " + Plain.text(name + ": " + value)));
      if (!step.body().isEmpty()) {
        page.blank();
        step.body().lines().forEach(line -> page.line("  " + Plain.text(line)));
      }
    }
  }

  static String kind(Action action) {
    return action.reverts() == null ? action.kind() : "takes back " + action.kind() + " of action " + action.reverts();
  }

  static long done(Action action) {
    return action.steps().stream().filter(s -> s.state() == StepState.DONE).count();
  }

  /** How far it is, in a line. */
  static String progress(Action action) {
    String last = "";
    for (Action.Step step : action.steps()) {
      last = step.sentAt() == null || step.note().isEmpty() ? last : step.note();
    }
    return done(action) + " of " + action.steps().size() + " requests are done. " + last;
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return json(action);
  }

  static Map<String, @Nullable Object> json(Action a) {
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    for (int i = 0; i < a.steps().size(); i++) {
      ActionStep request = a.plan().steps().get(i);
      Action.Step step = a.steps().get(i);
      steps.add(
          Exact.object(
              "what", request.what(), "method", request.method(), "url", request.url().toString(), "headers", request.headers(),
              "body", request.body(), "state", step.state(), "sentAt", step.sentAt(), "note", step.note()));
    }
    return Exact.object(
        "action", a.id(), "state", a.state(), "kind", a.kind(), "connection", a.connection(), "summary", a.plan().summary(),
        "parameters", a.plan().parameters(), "needs", a.plan().needs(), "takenBackBy", a.plan().takenBackBy(), "removesData",
        a.plan().removesData(), "digest", a.digest(), "proposedBy", a.proposedBy(), "proposedAt", a.proposedAt(), "expiresAt",
        a.expiresAt(), "decidedBy", a.decidedBy(), "decidedAt", a.decidedAt(), "reverts", a.reverts(), "revertedBy",
        a.revertedBy(), "changedAt", a.changedAt(), "message", a.message(), "advice", a.advice(), "requests", steps);
  }

  @Override
  public Grid grid() {
    Grid grid =
        Grid.of("action", "state", "request", "what", "method", "url", "body", "requestState", "sentAt", "note");
    for (int i = 0; i < action.steps().size(); i++) {
      ActionStep request = action.plan().steps().get(i);
      Action.Step step = action.steps().get(i);
      grid.row(
          action.id(), action.state(), i + 1, request.what(), request.method(), request.url(), request.body(), step.state(),
          step.sentAt(), step.note());
    }
    return grid;
  }

  @Override
  public String besideGrid() {
    return (action.message() + " " + action.advice()).strip();
  }
}
