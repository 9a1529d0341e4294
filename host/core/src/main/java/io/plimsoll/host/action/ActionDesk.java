package io.plimsoll.host.action;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.Action.StepState;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.Workspace;
import io.plimsoll.host.action.ActionTargets.OpenTarget;
import io.plimsoll.host.audit.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one caller may do with the actions of an organisation: who, in which state, about which requests. */
public final class ActionDesk {
  private static final Set<State> TO_EXECUTE = Set.of(State.APPROVED, State.FAILED, State.UNKNOWN);
  private static final Set<State> OVER = Set.of(State.REJECTED, State.EXPIRED, State.REVERTED);

  private final ActionBook book;
  private final ActionTargets targets;
  private final AuditTrail audit;
  private final Supplier<Optional<Workspace.Lock>> lock;
  private final Function<Instant, ActionContext> contexts;
  private final BooleanSupplier legalHold;
  private final Pause pause;
  private final Caller caller;

  /**
   * @param lock held while requests are sent or read back
   * @param contexts what plans may depend on at a time
   */
  public ActionDesk(
      ActionBook book,
      ActionTargets targets,
      AuditTrail audit,
      Supplier<Optional<Workspace.Lock>> lock,
      Function<Instant, ActionContext> contexts,
      BooleanSupplier legalHold,
      Pause pause,
      Caller caller) {
    this.book = book;
    this.targets = targets;
    this.audit = audit;
    this.lock = lock;
    this.contexts = contexts;
    this.legalHold = legalHold;
    this.pause = pause;
    this.caller = caller;
  }

  /** Plans and keeps a proposal. */
  public Action propose(ActionProposal proposal) {
    try (OpenTarget open = targets.open(proposal.connection(), proposal.kind())) {
      ActionPlan plan = open.target().plan(proposal.kind(), proposal.parameters(), context());
      requireNoHold(plan);
      return book.add(proposal.connection(), proposal.kind(), plan, caller.user(), null);
    }
  }

  /** All actions, the newest first. */
  public List<Action> list() {
    settle();
    return book.all();
  }

  /** One action. */
  public Action show(String id) {
    Action action = book.get(id);
    if (action.state() != State.EXECUTING && action.reverts() == null && action.state() != State.DONE) {
      return action;
    }
    settle();
    return book.get(id);
  }

  /** Approves the requests of this digest. */
  public Action approve(String id, String digest) {
    return book.add(
        id,
        action -> {
          require(action, "approved", Set.of(State.PROPOSED));
          if (Person.isSame(action.proposedBy(), caller.user())) {
            throw refused(
                caller.user() + " proposed action " + id + " and cannot approve it too.", "Have another person look at it.");
          }
          if (!action.digest().equals(digest)) {
            throw refused(
                "The requests of action " + id + " are not those that were to be approved.",
                "Look at them again: " + book.command("show", id));
          }
          requireNoHold(action.plan());
          return ActionEvent.of(ActionEvent.Type.APPROVED, now(), caller.user(), "");
        });
  }

  /** Says no. */
  public Action reject(String id, String reason) {
    return book.add(
        id,
        action -> {
          require(action, "rejected", Set.of(State.PROPOSED, State.APPROVED));
          return ActionEvent.of(ActionEvent.Type.REJECTED, now(), caller.user(), reason);
        });
  }

  /** Sends what did not take effect yet. */
  public Action execute(String id, Consumer<Action> progress) {
    try (Workspace.Lock held = lock()) {
      settle(held);
      Action action = book.get(id);
      require(action, "executed", TO_EXECUTE);
      if (!now().isBefore(action.expiresAt())) {
        throw refused("The approval of action " + id + " ended at " + action.expiresAt() + ".", "Propose what is left anew.");
      }
      requireNoHold(action.plan());
      try (OpenTarget open = targets.open(action.connection(), action.kind())) {
        if (action.state() == State.UNKNOWN) {
          action = execution(id).check(open.target(), context());
          if (action.state() != State.FAILED) {
            return action;
          }
        }
        ActionPlan fresh = replanned(action, open.target());
        if (!unsent(action, fresh).equals(unsent(action, action.plan()))) {
          book.add(id, a -> ActionEvent.planned(ActionEvent.Type.CHANGED, now(), caller.user(), fresh));
          throw refused(
              "The place changed since action " + id + " was approved, so its requests are others now; nothing was sent.",
              "Look at them and have them approved anew: " + book.command("show", id));
        }
        return execution(id).run(open.target(), fresh, context(), progress);
      }
    }
  }

  /** Reads back what became of what was sent. */
  public Action check(String id) {
    try (Workspace.Lock held = lock()) {
      settle(held);
      Action action = book.get(id);
      require(action, "checked", Set.of(State.UNKNOWN, State.FAILED, State.DONE));
      try (OpenTarget open = targets.open(action.connection(), action.kind())) {
        return execution(id).check(open.target(), context());
      }
    }
  }

  /** Proposes what takes an action back. */
  public Action revert(String id) {
    Action action = book.get(id);
    require(action, "taken back", Set.of(State.DONE));
    if (action.reverts() != null) {
      throw refused(
          "Action " + id + " took action " + action.reverts() + " back itself.", "Propose what is wanted anew instead.");
    }
    book.all().stream()
        .filter(a -> id.equals(a.reverts()) && !OVER.contains(a.state()))
        .findFirst()
        .ifPresent(
            other -> {
              throw refused("Action " + other.id() + " is there already to take action " + id + " back.", "Go on with that one.");
            });
    try (OpenTarget open = targets.open(action.connection(), action.kind())) {
      ActionPlan plan = open.target().reversal(action.kind(), action.plan(), context());
      requireNoHold(plan);
      return book.add(action.connection(), action.kind(), plan, caller.user(), id);
    }
  }

  private ActionPlan replanned(Action action, ActionTarget target) {
    String taken = action.reverts();
    return taken == null
        ? target.plan(action.kind(), action.plan().parameters(), context())
        : target.reversal(action.kind(), book.get(taken).plan(), context());
  }

  /** The requests that did not take effect yet, by their place. */
  private static List<?> unsent(Action action, ActionPlan plan) {
    return java.util.stream.IntStream.range(0, Math.max(plan.steps().size(), action.steps().size()))
        .filter(i -> i >= action.steps().size() || action.steps().get(i).state() != StepState.DONE)
        .mapToObj(i -> i < plan.steps().size() ? plan.steps().get(i) : "none")
        .toList();
  }

  private ActionExecution execution(String id) {
    return new ActionExecution(book, audit, pause, caller, id);
  }

  private Workspace.Lock lock() {
    return lock.get().orElseThrow(ActionExecution::busy);
  }

  /** Says of actions whose program is gone that it is, when nobody is at work. */
  private void settle() {
    if (book.all().stream().noneMatch(a -> a.state() == State.EXECUTING || hasHalfReverted(a))) {
      return;
    }
    lock.get()
        .ifPresent(
            held -> {
              try (held) {
                settle(held);
              }
            });
  }

  private void settle(Workspace.@Nullable Lock held) {
    for (Action action : book.all()) {
      if (action.state() == State.EXECUTING) {
        book.add(action.id(), a -> ActionExecution.abandoned(book, a, caller));
      } else if (hasHalfReverted(action)) {
        book.add(String.valueOf(action.reverts()), a -> ActionEvent.reverted(now(), caller.user(), action.id()));
      }
    }
  }

  /** Whether it took another back and the other does not know. */
  private boolean hasHalfReverted(Action action) {
    String taken = action.reverts();
    return taken != null && action.state() == State.DONE && book.get(taken).state() == State.DONE;
  }

  private void requireNoHold(ActionPlan plan) {
    if (plan.removesData() && legalHold.getAsBoolean()) {
      throw refused(
          "The organisation is under a legal hold, and this would remove data: " + plan.summary(),
          "Lift the hold first: plimsoll org hold " + book.organisation() + " off.");
    }
  }

  private static void require(Action action, String done, Set<State> states) {
    if (!states.contains(action.state())) {
      String is = action.state().name().toLowerCase(java.util.Locale.ROOT);
      throw refused(
          "Action " + action.id() + " is " + is + " and cannot be " + done + ".",
          switch (action.state()) {
            case PROPOSED -> "Somebody other than " + action.proposedBy() + " has to approve it first.";
            case APPROVED -> "Execute it first.";
            case EXECUTING -> "Wait until it has ended.";
            case UNKNOWN -> "Check it first.";
            case FAILED -> "Execute it again, or propose another one.";
            case DONE, REVERTED, REJECTED, EXPIRED -> "Propose a new one.";
          });
    }
  }

  private ActionContext context() {
    return contexts.apply(now());
  }

  private Instant now() {
    return book.clock().instant();
  }

  private static PlimsollException refused(String message, String advice) {
    return new PlimsollException(ErrorCode.REFUSED, message, advice);
  }
}
