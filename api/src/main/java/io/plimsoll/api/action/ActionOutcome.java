package io.plimsoll.api.action;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param note one sentence of what the place said, with its id of the request where it has one
 * @param advice what to do; empty when there is nothing
 * @param retryAfter how long the place wants to be left alone; for {@link State#BUSY} only, {@code null} when it did
 *     not say
 */
public record ActionOutcome(State state, String note, String advice, @Nullable Duration retryAfter) {
  /** Whether it took effect. */
  public enum State {
    /** It did. */
    DONE,
    /** It certainly did not, and sending the same once more at once would not help. */
    NOT_DONE,
    /** It certainly did not, because the place is busy: it may be sent again later. */
    BUSY,
    /** Nobody knows. */
    UNKNOWN
  }

  /** It took effect. */
  public static ActionOutcome done(String note) {
    return new ActionOutcome(State.DONE, note, "", null);
  }

  /** It certainly did not. */
  public static ActionOutcome notDone(String note, String advice) {
    return new ActionOutcome(State.NOT_DONE, note, advice, null);
  }

  /** It certainly did not, and may be sent again. */
  public static ActionOutcome busy(String note, @Nullable Duration retryAfter) {
    return new ActionOutcome(State.BUSY, note, "", retryAfter);
  }

  /** Nobody knows. */
  public static ActionOutcome unknown(String note, String advice) {
    return new ActionOutcome(State.UNKNOWN, note, advice, null);
  }
}
