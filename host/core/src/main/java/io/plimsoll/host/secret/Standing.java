package io.plimsoll.host.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the credential of a connection stands, without its secret.
 *
 * @param version counts up with every change
 * @param sealed whether a secret is kept
 * @param warned the last warning given about its end, in days ahead; {@code null} for none
 */
public record Standing(
    int version,
    boolean sealed,
    boolean revoked,
    @Nullable Instant changedAt,
    @Nullable Instant expiresAt,
    @Nullable Integer warned) {

  /** Of a connection nothing is kept about. */
  public static final Standing NOTHING = new Standing(0, false, false, null, null, null);
}
