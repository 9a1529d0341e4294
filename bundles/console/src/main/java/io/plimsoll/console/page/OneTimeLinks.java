package io.plimsoll.console.page;

import io.javalin.http.Context;
import io.plimsoll.api.identity.OneTimeToken;
import java.util.Map;

/** Shows a one-time link, once, to whoever hands it on. */
final class OneTimeLinks {
  private OneTimeLinks() {}

  /**
   * @param back where he goes on, within the console
   */
  static void show(Context context, Pages pages, OneTimeToken token, String back) {
    String link = origin(context) + pages.site().to(WelcomePage.link(token.token()));
    pages.render(context, "onetimelink", Map.of("token", token, "link", link, "back", back));
  }

  /** Where the console is for this visitor; a proxy in front of it says whether it speaks TLS. */
  private static String origin(Context context) {
    boolean encrypted = "https".equals(context.scheme()) || "https".equals(context.header("X-Forwarded-Proto"));
    return (encrypted ? "https" : "http") + "://" + context.host();
  }
}
