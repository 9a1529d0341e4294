package io.plimsoll.host.action;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.Action.StepState;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one action: each request is on record, in the audit chain and in the log, before it is sent. Needs the
 * lock under which actions are carried out.
 */
final class ActionExecution {
  private static final Logger LOG = LoggerFactory.getLogger(ActionExecution.class);

  /** How often a request is sent to a place that says it is busy. */
  private static final int ATTEMPTS = 6;

  /** How long a busy place is left alone when it does not say. */
  private static final Duration BUSY = Duration.ofSeconds(60);

  /** Who is asked to wait longer than this had better come back. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final ActionBook book;
  private final AuditTrail audit;
  private final Pause pause;
  private final Caller caller;
  private final String id;

  ActionExecution(ActionBook book, AuditTrail audit, Pause pause, Caller caller, String id) {
    this.book = book;
    this.audit = audit;
    this.pause = pause;
    this.caller = caller;
    this.id = id;
  }

  /**
   * Sends what did not take effect yet.
   *
   * @param fresh what the same plan comes to now
   */
  Action run(ActionTarget target, ActionPlan fresh, ActionContext context, Consumer<Action> progress) {
    Action action = book.get(id);
    // What was there before is that of the moment before the first request.
    boolean first = action.steps().stream().noneMatch(s -> s.state() == StepState.DONE);
    action = book.add(id, a -> ActionEvent.planned(ActionEvent.Type.STARTED, now(), caller.user(), first ? fresh : a.plan()));
    try {
      for (int i = 0; i < action.steps().size(); i++) {
        if (action.steps().get(i).state() == StepState.DONE) {
          continue;
        }
        ActionOutcome outcome = send(target, action, i, context, progress);
        if (outcome.state() != ActionOutcome.State.DONE) {
          return end(outcome.note(), outcome.advice());
        }
      }
      return end("", "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return end("It was cancelled while it waited.", again());
    } catch (RuntimeException e) {
      ended(e);
      throw e;
    }
  }

  /** Reads what became of requests that were sent. */
  Action check(ActionTarget target, ActionContext context) {
    Action action = book.get(id);
    boolean settles = false;
    for (int i = 0; i < action.steps().size(); i++) {
      Action.Step step = action.steps().get(i);
      if (step.sentAt() == null || step.state() == StepState.WAITING || step.state() == StepState.FAILED) {
        continue;
      }
      ActionOutcome found = target.inspect(action.plan().steps().get(i), step.sentAt(), context);
      int at = i;
      if (step.state() == StepState.DONE) {
        if (!found.note().equals(step.note())) {
          book.add(id, a -> ActionEvent.noted(now(), caller.user(), at, found.note()));
        }
      } else {
        settles = true;
        book.add(id, a -> ActionEvent.answered(now(), caller.user(), at, notBusy(found)));
        recorded(action.plan().steps().get(i), i, found);
      }
    }
    if (!settles) {
      return book.get(id);
    }
    Action read = book.get(id);
    boolean all = read.steps().stream().allMatch(s -> s.state() == StepState.DONE);
    boolean unknown = read.steps().stream().anyMatch(s -> s.state() == StepState.UNKNOWN);
    return all
        ? end("It was found to have taken effect.", "")
        : unknown
            ? end("It still cannot be seen whether it took effect.", "Check it again later: " + book.command("check", id))
            : end("It was found not to have taken effect, or not all of it.", again());
  }

  private ActionOutcome send(ActionTarget target, Action action, int index, ActionContext context, Consumer<Action> progress)
      throws InterruptedException {
    ActionStep step = action.plan().steps().get(index);
    for (int attempt = 1; ; attempt++) {
      audit.record(caller, "action.request.sent", Outcome.STARTED, id, details(step, index));
      Action sent = book.add(id, a -> ActionEvent.sent(now(), caller.user(), index));
      Instant sentAt = Objects.requireNonNull(sent.steps().get(index).sentAt());
      ActionOutcome outcome = outcome(target, step, sentAt, context);
      Action answered = book.add(id, a -> ActionEvent.answered(now(), caller.user(), index, outcome));
      recorded(step, index, outcome);
      progress.accept(answered);
      if (outcome.state() != ActionOutcome.State.BUSY) {
        return outcome;
      }
      Duration wait = outcome.retryAfter() == null ? BUSY : outcome.retryAfter();
      if (attempt == ATTEMPTS || wait.compareTo(LONGEST) > 0) {
        return ActionOutcome.notDone(
            outcome.note() + " It wants to be left alone for " + wait.toSeconds() + " seconds more.", again());
      }
      pause.waitFor(wait);
    }
  }

  /** What came of sending it; when nobody knows, what the place shows. */
  private ActionOutcome outcome(ActionTarget target, ActionStep step, Instant sentAt, ActionContext context) {
    ActionOutcome outcome;
    try {
      outcome = target.perform(step);
    } catch (RuntimeException e) {
      LOG.warn("action {}: nobody knows what became of a request: {}", id, e.toString());
      outcome = ActionOutcome.unknown(told(e), "");
    }
    if (outcome.state() != ActionOutcome.State.UNKNOWN) {
      return outcome;
    }
    String check = "Check it in a few minutes: " + book.command("check", id);
    try {
      ActionOutcome found = notBusy(target.inspect(step, sentAt, context));
      return switch (found.state()) {
        case DONE -> ActionOutcome.done(outcome.note() + " It was read back: " + found.note());
        case NOT_DONE -> ActionOutcome.notDone(outcome.note() + " It was read back: " + found.note(), again());
        default -> ActionOutcome.unknown(outcome.note(), check);
      };
    } catch (RuntimeException e) {
      LOG.warn("action {}: what became of a request cannot be read back: {}", id, e.toString());
      return ActionOutcome.unknown(outcome.note(), check);
    }
  }

  /** Reading changes nothing, so a place that is too busy to be read is one of which nothing is known. */
  private static ActionOutcome notBusy(ActionOutcome found) {
    return found.state() == ActionOutcome.State.BUSY ? ActionOutcome.unknown(found.note(), found.advice()) : found;
  }

  private void recorded(ActionStep step, int index, ActionOutcome outcome) {
    Map<String, String> details = details(step, index);
    details.put("outcome", outcome.state().name());
    details.put("note", outcome.note());
    audit.record(
        caller, "action.request.answered",
        outcome.state() == ActionOutcome.State.DONE ? Outcome.DONE : Outcome.FAILED, id, details);
  }

  private static Map<String, String> details(ActionStep step, int index) {
    Map<String, String> details = new TreeMap<>();
    details.put("step", Integer.toString(index + 1));
    details.put("method", step.method());
    details.put("url", step.url().toString());
    details.put("body", step.body().isEmpty() ? "none" : "sha256:" + Digests.ofBody(step));
    return details;
  }

  private Action end(String message, String advice) {
    Action ended = book.add(id, a -> ActionEvent.ended(now(), caller.user(), message, advice));
    String taken = ended.reverts();
    if (ended.state() == State.DONE && taken != null) {
      book.add(taken, a -> ActionEvent.reverted(now(), caller.user(), id));
    }
    return ended;
  }

  private void ended(RuntimeException e) {
    try {
      end(told(e), again());
    } catch (RuntimeException unwritten) {
      e.addSuppressed(unwritten);
    }
  }

  private String again() {
    return "When the reason is gone, send what is left: " + book.command("execute", id);
  }

  private static String told(RuntimeException e) {
    return e instanceof PlimsollException known ? String.valueOf(known.getMessage()) : "It failed: " + e + ".";
  }

  private Instant now() {
    return book.clock().instant();
  }

  /** Says that whoever carried it out is gone. */
  static ActionEvent abandoned(ActionBook book, Action action, Caller caller) {
    boolean onItsWay = action.steps().stream().anyMatch(s -> s.state() == StepState.SENT);
    return ActionEvent.ended(
        book.clock().instant(), caller.user(), "The program that executed it ended before it was through.",
        onItsWay
            ? "Find out what became of the request that was on its way: " + book.command("check", action.id())
            : "Send what is left: " + book.command("execute", action.id()));
  }

  /** The lock is somebody else's. */
  static PlimsollException busy() {
    return new PlimsollException(
        ErrorCode.REFUSED, "An action of this organisation is being executed or checked right now.",
        "Try again when that has ended; a process that was killed lets go by itself.");
  }
}
