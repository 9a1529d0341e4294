package io.plimsoll.api.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one notice on its way to one channel.
 *
 * @param rule the rule that sends it; empty for a test
 * @param attempts tries made up to now
 * @param detail what the last try came to
 * @param at when that was; the time of the notice before the first try
 * @param nextAttempt when it is tried again; {@code null} when it is not
 */
public record DeliveryRecord(
    String notice,
    Notice.Event event,
    String title,
    String rule,
    String channel,
    State state,
    int attempts,
    String detail,
    Instant at,
    @Nullable Instant nextAttempt) {
  /** How it stands. */
  public enum State {
    /** It waits for its first or next try. */
    PENDING,
    /** The other side took it. */
    DELIVERED,
    /** The other side will never take it. */
    REFUSED,
    /** It was tried often enough. */
    GIVEN_UP
  }
}
