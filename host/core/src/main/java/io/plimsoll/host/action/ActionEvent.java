package io.plimsoll.host.action;

import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that became of an action, as the log keeps it.
 *
 * @param by who did it
 * @param connection of {@link Type#PROPOSED} alone, like {@code kind}; empty otherwise
 * @param step the request concerned, from 0; {@code null} for none
 * @param other the action taken back, or that took this one back; {@code null} for none
 * @param outcome of a request; {@code null} for none
 */
record ActionEvent(
    Type type,
    Instant at,
    String by,
    String connection,
    String kind,
    @Nullable ActionPlan plan,
    @Nullable Integer step,
    @Nullable String other,
    ActionOutcome.@Nullable State outcome,
    String note,
    String advice) {

  /** What became of it. */
  enum Type {
    /** Somebody proposed it. */
    PROPOSED,
    /** Its requests are others now, so it is proposed anew. */
    CHANGED,
    /** Somebody else approved it. */
    APPROVED,
    /** Somebody said no. */
    REJECTED,
    /** Its requests begin to be sent; the plan is the one of this moment. */
    STARTED,
    /** A request is about to be sent. */
    SENT,
    /** What became of a request is known, or is known not to be. */
    ANSWERED,
    /** What a request that took effect led to was read. */
    NOTED,
    /** Nothing more is sent for now. */
    ENDED,
    /** Another action took it back. */
    REVERTED
  }

  static ActionEvent proposed(Instant at, String by, String connection, String kind, ActionPlan plan, @Nullable String reverts) {
    return new ActionEvent(Type.PROPOSED, at, by, connection, kind, plan, null, reverts, null, "", "");
  }

  static ActionEvent of(Type type, Instant at, String by, String note) {
    return new ActionEvent(type, at, by, "", "", null, null, null, null, note, "");
  }

  static ActionEvent planned(Type type, Instant at, String by, ActionPlan plan) {
    return new ActionEvent(type, at, by, "", "", plan, null, null, null, "", "");
  }

  static ActionEvent sent(Instant at, String by, int step) {
    return new ActionEvent(Type.SENT, at, by, "", "", null, step, null, null, "", "");
  }

  static ActionEvent answered(Instant at, String by, int step, ActionOutcome outcome) {
    return new ActionEvent(
        Type.ANSWERED, at, by, "", "", null, step, null, outcome.state(), outcome.note(), outcome.advice());
  }

  static ActionEvent noted(Instant at, String by, int step, String note) {
    return new ActionEvent(Type.NOTED, at, by, "", "", null, step, null, null, note, "");
  }

  static ActionEvent ended(Instant at, String by, String note, String advice) {
    return new ActionEvent(Type.ENDED, at, by, "", "", null, null, null, null, note, advice);
  }

  static ActionEvent reverted(Instant at, String by, String through) {
    return new ActionEvent(Type.REVERTED, at, by, "", "", null, null, through, null, "", "");
  }
}
