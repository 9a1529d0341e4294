package io.plimsoll.api.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the credential of a connection stands; nothing of a secret.
 *
 * @param connection the connection's name
 * @param credential the name of its credential provider
 * @param version how many secrets were sealed for it so far; 0 for none
 * @param changedAt when it was last sealed, replaced or revoked; {@code null} when it never was
 * @param expiresAt from when on it is refused; {@code null} when that is not known
 * @param warning what somebody has to do about it soon; empty when there is nothing
 */
public record CredentialStatus(
    String connection,
    String credential,
    State state,
    int version,
    @Nullable Instant changedAt,
    @Nullable Instant expiresAt,
    String warning) {

  /** How it stands. */
  public enum State {
    /** Plimsoll keeps no secret for it. */
    NO_SECRET,
    /** Its secret is sealed and used. */
    SEALED,
    /** Its secret, or what stands for it, has ended. */
    EXPIRED,
    /** It was revoked: nothing is read with it. */
    REVOKED
  }
}
