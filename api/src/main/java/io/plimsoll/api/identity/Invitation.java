package io.plimsoll.api.identity;

import org.jspecify.annotations.Nullable;

/**
 * A member as he was added or changed.
 *
 * @param token what he joins with; {@code null} when he has an account already
 */
public record Invitation(Member member, @Nullable OneTimeToken token) {}
