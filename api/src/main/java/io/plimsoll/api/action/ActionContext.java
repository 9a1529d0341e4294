package io.plimsoll.api.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a plan may depend on beside its parameters.
 *
 * @param now the time on the host
 * @param retentionDays how long the organisation keeps costs; {@code null} for ever
 */
public record ActionContext(Instant now, @Nullable Integer retentionDays) {}
