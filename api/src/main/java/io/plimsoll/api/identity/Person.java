package io.plimsoll.api.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param id stable and never used again; what programs name a person by
 * @param email the address he signs in with, in lower case
 * @param name as others see it
 * @param secondFactor whether he set up a second factor
 * @param operator whether he runs this host: makes organisations and knows every person
 * @param lastSignIn {@code null} before the first
 */
public record Person(
    String id,
    String email,
    String name,
    State state,
    boolean secondFactor,
    boolean operator,
    Instant createdAt,
    @Nullable Instant lastSignIn) {

  /** Where a person stands. */
  public enum State {
    /** He has not chosen a password yet. */
    INVITED,
    /** He may sign in. */
    ACTIVE,
    /** He may not, and his keys open nothing. */
    DISABLED
  }
}
