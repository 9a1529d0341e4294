package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.plimsoll.api.identity.Session;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session: of this host alone, out of reach of scripts, and sent by a browser over TLS or to its own
 * machine alone ({@code __Host-}, ASVS 3.3.3).
 */
public final class SessionCookie {
  private static final String NAME = "__Host-plimsoll";

  private SessionCookie() {}

  /** The token of a session as it came; {@code null} without one. */
  public static @Nullable String read(Context context) {
    return context.cookie(NAME);
  }

  /** Gives a browser a session, until it expires. */
  public static void give(Context context, Session session, Clock clock) {
    set(context, session.token(), Math.max(1, Duration.between(clock.instant(), session.expiresAt()).toSeconds()));
  }

  /** Gives a browser a session for so many seconds; takes it away for 0. */
  public static void set(Context context, String token, long seconds) {
    context.header("Set-Cookie", NAME + "=" + token + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Lax");
  }
}
