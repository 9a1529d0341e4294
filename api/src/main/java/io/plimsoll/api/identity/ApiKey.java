package io.plimsoll.api.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key a program uses in the name of a person, for one organisation. The secret itself is kept nowhere.
 *
 * @param prefix its first 12 characters, which name it
 * @param name what it is for, in the words of who made it
 * @param email of the person
 * @param expiresAt {@code null} for never
 * @param revokedAt {@code null} as long as it holds
 * @param lastUsedAt to the minute; {@code null} before the first use
 */
public record ApiKey(
    String prefix,
    String organisation,
    String email,
    String name,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {
  /** Keeps its own copy, in the order of the scopes. */
  public ApiKey {
    EnumSet<Scope> copy = EnumSet.noneOf(Scope.class);
    copy.addAll(scopes);
    scopes = Collections.unmodifiableSet(copy);
  }
}
