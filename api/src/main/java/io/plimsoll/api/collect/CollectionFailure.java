package io.plimsoll.api.collect;

import java.time.Instant;

/**
 * The notice that a connection cannot be collected. It stands until a collection succeeds; the last good figures stay
 * as long.
 *
 * @param reason an {@link io.plimsoll.api.ErrorCode} or {@link Run.State} by name
 * @param message what went wrong, as the last attempt saw it
 * @param advice what to do
 * @param times how many collections failed in a row
 * @param since when the first of them failed
 * @param last when the last of them failed
 */
public record CollectionFailure(
    String reason, String message, String advice, int times, Instant since, Instant last) {}
