package io.plimsoll.api.notice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one try.
 *
 * @param detail what the other side said, in a few words without any secret, such as {@code 202 Accepted}
 * @param retryAfter how long the other side asked to wait; {@code null} when it did not say
 */
public record Delivery(Outcome outcome, String detail, @Nullable Duration retryAfter) {
  /** What a try came to. */
  public enum Outcome {
    /** The other side took it. */
    DELIVERED,
    /** It may be taken later. */
    UNAVAILABLE,
    /** It will never be taken like this: a wrong address, a key that is not accepted. */
    REFUSED
  }

  /** The other side took it. */
  public static Delivery delivered(String detail) {
    return new Delivery(Outcome.DELIVERED, detail, null);
  }

  /** It may be taken later. */
  public static Delivery unavailable(String detail, @Nullable Duration retryAfter) {
    return new Delivery(Outcome.UNAVAILABLE, detail, retryAfter);
  }

  /** It will never be taken like this. */
  public static Delivery refused(String detail) {
    return new Delivery(Outcome.REFUSED, detail, null);
  }
}
