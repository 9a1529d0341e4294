package io.plimsoll.console.page;

import org.jspecify.annotations.Nullable;

/** Where somebody wanted to go before he had to sign in: a path within the console and nothing else. */
final class Target {
  private static final int LONGEST = 2_000;

  private Target() {}

  /** The path and its question; the start page for whatever leads out of the console or back to signing in. */
  static String of(@Nullable String wanted) {
    boolean own =
        wanted != null
            && wanted.startsWith("/")
            && !wanted.startsWith("//")
            && wanted.length() <= LONGEST
            && wanted.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
            && !wanted.startsWith("/sign-")
            && !wanted.startsWith("/welcome");
    return own ? wanted : "/";
  }
}
