package io.plimsoll.api.collect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a connection is collected by itself, where a host collects by schedule, and how it went so far.
 *
 * @param connection its name
 * @param every the time between two collections; {@code null} when it is collected on demand alone
 * @param nextAt when it is due, in the past when no host came to it yet; {@code null} when never
 * @param endedAt when the last collection ended, well or not; {@code null} before the first
 * @param failure why it is not collected; {@code null} when the last collection went well or there was none
 */
public record CollectionSchedule(
    String connection,
    @Nullable Duration every,
    @Nullable Instant nextAt,
    @Nullable Instant endedAt,
    @Nullable CollectionFailure failure) {}
