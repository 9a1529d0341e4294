package io.plimsoll.api.identity;

import java.time.Instant;

/**
 * Lets one person choose a password, once. Told to whoever asked for it and kept nowhere: hand it to the person.
 *
 * @param email whom it is for
 */
public record OneTimeToken(String token, Purpose purpose, String email, Instant expiresAt) {
  /** What it is for. */
  public enum Purpose {
    /** To make the first person of a host, its operator. */
    FIRST_OWNER,
    /** To join. */
    INVITATION,
    /** To choose another password. */
    RESET
  }

  /** Without the token, which opens a door. */
  @Override
  public String toString() {
    return purpose + " for " + email + " until " + expiresAt;
  }
}
