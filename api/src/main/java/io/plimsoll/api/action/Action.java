package io.plimsoll.api.action;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write that somebody proposed, and how far it is.
 *
 * @param id unique in its organisation
 * @param kind as it was proposed; for one that takes another back, the other's
 * @param digest SHA-256 of the exact requests, 64 hexadecimal digits: what an approval binds to
 * @param steps one for each request of the plan
 * @param expiresAt from when on it can neither be approved nor executed
 * @param decidedBy who approved or rejected it; {@code null} while nobody did
 * @param reverts the id of the action that this one takes back; {@code null} for others
 * @param revertedBy the id of the action that took this one back; {@code null} while none did
 * @param message how it came to its state; empty when there is nothing to say
 * @param advice what to do next; empty when there is nothing
 */
public record Action(
    String id,
    String connection,
    String kind,
    State state,
    ActionPlan plan,
    String digest,
    List<Step> steps,
    String proposedBy,
    Instant proposedAt,
    Instant expiresAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String reverts,
    @Nullable String revertedBy,
    Instant changedAt,
    String message,
    String advice) {
  /** Keeps its own copy. */
  public Action {
    steps = List.copyOf(steps);
  }

  /** How far an action is. */
  public enum State {
    /** Somebody else has to approve it. */
    PROPOSED,
    /** It may be executed. */
    APPROVED,
    /** Somebody said no. */
    REJECTED,
    /** Nobody approved or executed it in time. */
    EXPIRED,
    /** Its requests are being sent. */
    EXECUTING,
    /** All its requests took effect. */
    DONE,
    /** Some of its requests certainly did not take effect; executing it again sends those. */
    FAILED,
    /** Nobody knows whether a request took effect; checking it reads that at the place. */
    UNKNOWN,
    /** It was done, and taken back since. */
    REVERTED
  }

  /**
   * How far one request is.
   *
   * @param sentAt when it was sent last; {@code null} when it never was
   * @param note what the place said; empty when it said nothing yet
   */
  public record Step(StepState state, @Nullable Instant sentAt, String note) {}

  /** How far a request is. */
  public enum StepState {
    /** It was not sent, or certainly took no effect and may be sent again. */
    WAITING,
    /** It is on its way. */
    SENT,
    /** It took effect. */
    DONE,
    /** It certainly took no effect. */
    FAILED,
    /** Nobody knows. */
    UNKNOWN
  }
}
