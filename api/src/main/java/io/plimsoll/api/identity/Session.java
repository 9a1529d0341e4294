package io.plimsoll.api.identity;

import java.time.Instant;

/**
 * Somebody has signed in.
 *
 * @param token proves it, until it expires or the session is ended; a secret
 * @param csrfToken to be sent with each change that a browser makes; worth nothing without the session
 */
public record Session(String token, String csrfToken, Instant expiresAt, Person person) {
  /** Without the token. */
  @Override
  public String toString() {
    return "session of " + person.email() + " until " + expiresAt;
  }
}
