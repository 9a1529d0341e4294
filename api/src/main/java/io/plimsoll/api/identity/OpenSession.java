package io.plimsoll.api.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that holds, as its person sees it.
 *
 * @param id names it; proves nothing
 * @param lastUsedAt to the minute
 * @param expiresAt when it ends at the latest; without use it ends earlier
 * @param address where it began
 * @param agent what it began with, as the browser or program called itself
 * @param via the organisation whose provider vouched for the person; {@code null} for a password
 * @param current whether it is the one that asks
 */
public record OpenSession(
    String id,
    Instant startedAt,
    Instant lastUsedAt,
    Instant expiresAt,
    String address,
    String agent,
    @Nullable String via,
    boolean current) {}
