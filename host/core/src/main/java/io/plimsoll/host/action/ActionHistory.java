package io.plimsoll.host.action;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.Action.Step;
import io.plimsoll.api.action.Action.StepState;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an action is after its events. Pure. */
final class ActionHistory {
  /** How long a proposal waits for approval, and an approved one to be executed to its end. */
  static final Duration LIFE = Duration.ofDays(7);

  private final long number;
  private final List<Step> steps = new ArrayList<>();
  private final ActionEvent first;
  private ActionPlan plan;
  private State state = State.PROPOSED;
  private Instant expiresAt;
  private Instant changedAt;
  private @Nullable ActionEvent decision;
  private @Nullable String revertedBy;
  private String message = "";
  private String advice = "";

  private ActionHistory(long number, ActionEvent first) {
    this.number = number;
    this.first = first;
    this.plan = Objects.requireNonNull(first.plan());
    this.expiresAt = first.at().plus(LIFE);
    this.changedAt = first.at();
    forgetSteps();
  }

  /** @param events oldest first, at least one */
  static Action of(long number, List<ActionEvent> events, Instant now) {
    ActionHistory history = new ActionHistory(number, events.get(0));
    events.subList(1, events.size()).forEach(history::take);
    return history.at(now);
  }

  private void take(ActionEvent event) {
    changedAt = event.at();
    switch (event.type()) {
      case PROPOSED -> throw new IllegalStateException("action " + number + " was proposed twice");
      case CHANGED -> {
        replan(event);
        decision = null;
        expiresAt = event.at().plus(LIFE);
        become(State.PROPOSED, event);
      }
      case APPROVED -> {
        decision = event;
        expiresAt = event.at().plus(LIFE);
        become(State.APPROVED, event);
      }
      case REJECTED -> {
        decision = event;
        become(State.REJECTED, event);
      }
      case STARTED -> {
        if (event.plan() != null) {
          plan = event.plan();
        }
        become(State.EXECUTING, event);
      }
      case SENT -> set(event, new Step(StepState.SENT, event.at(), ""));
      case ANSWERED -> set(event, new Step(stateOf(event.outcome()), sentAt(event), event.note()));
      case NOTED -> set(event, new Step(steps.get(index(event)).state(), sentAt(event), event.note()));
      case ENDED -> become(outcome(), event);
      case REVERTED -> {
        revertedBy = event.other();
        become(State.REVERTED, event);
      }
    }
  }

  private void replan(ActionEvent event) {
    List<Step> before = List.copyOf(steps);
    plan = Objects.requireNonNull(event.plan());
    forgetSteps();
    // What took effect stays so; the others are to be sent as they are now.
    for (int i = 0; i < Math.min(before.size(), steps.size()); i++) {
      if (before.get(i).state() == StepState.DONE) {
        steps.set(i, before.get(i));
      }
    }
  }

  private void become(State next, ActionEvent event) {
    state = next;
    message = event.note();
    advice = event.advice();
  }

  /** What all requests together came to. */
  private State outcome() {
    if (steps.stream().allMatch(s -> s.state() == StepState.DONE)) {
      return State.DONE;
    }
    boolean unknown = steps.stream().anyMatch(s -> s.state() == StepState.SENT || s.state() == StepState.UNKNOWN);
    return unknown ? State.UNKNOWN : State.FAILED;
  }

  private static StepState stateOf(ActionOutcome.@Nullable State outcome) {
    return switch (Objects.requireNonNull(outcome)) {
      case DONE -> StepState.DONE;
      case NOT_DONE -> StepState.FAILED;
      case BUSY -> StepState.WAITING;
      case UNKNOWN -> StepState.UNKNOWN;
    };
  }

  private void set(ActionEvent event, Step step) {
    steps.set(index(event), step);
  }

  private @Nullable Instant sentAt(ActionEvent event) {
    return steps.get(index(event)).sentAt();
  }

  private static int index(ActionEvent event) {
    return Objects.requireNonNull(event.step());
  }

  private void forgetSteps() {
    steps.clear();
    plan.steps().forEach(s -> steps.add(new Step(StepState.WAITING, null, "")));
  }

  private Action at(Instant now) {
    boolean waits = state == State.PROPOSED || state == State.APPROVED;
    boolean expired = waits && !now.isBefore(expiresAt);
    return new Action(
        Long.toString(number), first.connection(), first.kind(), expired ? State.EXPIRED : state, plan,
        Digests.of(first.connection(), first.kind(), plan), steps, first.by(), first.at(), expiresAt,
        decision == null ? null : decision.by(), decision == null ? null : decision.at(), first.other(), revertedBy,
        changedAt, message, advice);
  }
}
