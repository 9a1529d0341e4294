package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.Action.Step;
import io.plimsoll.api.action.Action.StepState;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.Actions;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Actions that remember what they were asked; the one there is has the id 1 and two requests. */
final class FakeActions implements Actions {
  static final String DIGEST = "0123456789abcdef".repeat(4);

  final List<String> acts = new ArrayList<>();
  @Nullable ActionProposal proposal;
  State outcome = State.DONE;
  String message = "";
  String advice = "";

  Action in(State state, Step... steps) {
    ActionPlan plan =
        new ActionPlan(
            "Runs the export costs for 2 months.", Map.of("export", "costs"),
            List.of(step("run 2025-09", "{\n  \"a\" : 1\n}"), step("run 2025-08", "")), List.of("Contributor"),
            "Nothing takes it back.", false, "");
    boolean decided = state != State.PROPOSED;
    Instant at = Desk.NOW;
    return new Action(
        "1", "azure", "backfill", state, plan, DIGEST, List.of(steps), "ann", at, at.plusSeconds(7 * 86_400),
        decided ? "ben" : null, decided ? at.plusSeconds(60) : null, null, null, at, message, advice);
  }

  private static ActionStep step(String what, String body) {
    Map<String, String> headers = body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json");
    return new ActionStep(what, "POST", URI.create("https://management.azure.com/x/run?api-version=2025-03-01"), headers, body);
  }

  static Step waiting() {
    return new Step(StepState.WAITING, null, "");
  }

  static Step done() {
    return new Step(StepState.DONE, Desk.NOW, "Azure accepted it with 200.");
  }

  @Override
  public Action propose(ActionProposal wanted) {
    proposal = wanted;
    return in(State.PROPOSED, waiting(), waiting());
  }

  @Override
  public List<Action> list() {
    return acts.contains("empty") ? List.of() : List.of(in(State.FAILED, done(), waiting()));
  }

  @Override
  public Action show(String id) {
    acts.add("show " + id);
    if (!id.equals("1")) {
      throw new PlimsollException(ErrorCode.NOT_FOUND, "There is no action " + id + ".", "See them.");
    }
    return in(State.PROPOSED, waiting(), waiting());
  }

  @Override
  public Action approve(String id, String digest) {
    acts.add("approve " + id + " " + digest);
    if (!digest.equals(DIGEST)) {
      throw new PlimsollException(ErrorCode.REFUSED, "They are not those.", "Look again.");
    }
    return in(State.APPROVED, waiting(), waiting());
  }

  @Override
  public Action reject(String id, String reason) {
    acts.add("reject " + id + " " + reason);
    return in(State.REJECTED, waiting(), waiting());
  }

  @Override
  public Action execute(String id, Consumer<Action> progress) {
    acts.add("execute " + id);
    progress.accept(in(State.EXECUTING, done(), waiting()));
    return outcome == State.DONE ? in(State.DONE, done(), done()) : in(outcome, done(), new Step(StepState.FAILED, Desk.NOW, "no"));
  }

  @Override
  public Action check(String id) {
    acts.add("check " + id);
    return in(outcome, done(), done());
  }

  @Override
  public Action revert(String id) {
    acts.add("revert " + id);
    return in(State.PROPOSED, waiting(), waiting());
  }
}
