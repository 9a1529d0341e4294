package io.plimsoll.api.identity;

import java.net.URI;
import java.time.Instant;

/**
 * Where a browser goes to sign in.
 *
 * @param location the provider
 * @param browser binds what comes back to this browser; a secret, to be kept in a cookie until {@code expiresAt}
 */
public record SingleSignOnStart(URI location, String browser, Instant expiresAt) {
  /** Without what binds it. */
  @Override
  public String toString() {
    return "sign-in at " + location.getHost() + " until " + expiresAt;
  }
}
