package io.plimsoll.api.credential;

import java.time.Instant;

/**
 * A token and the instant it ends. Its text form never shows the secret.
 *
 * @param secret the bearer token
 * @param expiresAt the instant from which it is refused
 */
public record AccessToken(String secret, Instant expiresAt) {
  @Override
  public String toString() {
    return "AccessToken[expiresAt=" + expiresAt + "]";
  }
}
