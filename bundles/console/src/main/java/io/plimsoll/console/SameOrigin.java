package io.plimsoll.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.console.api.Api;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what another site's page makes a browser send. A browser says where a request comes from; a program that
 * says nothing is let through only without a cookie, because then there is nothing that somebody else could use.
 */
final class SameOrigin implements Handler {
  private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  @Override
  public void handle(Context context) {
    if (HARMLESS.contains(context.method())) {
      return;
    }
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean own = site != null ? site.equals("same-origin") : origin != null ? isOwn(origin, context.host()) : !hasCookie(context);
    if (!own) {
      refuse(context);
    }
  }

  private static void refuse(Context context) {
    String message = "The request comes from another site, or does not say from where.";
    if (Api.serves(context)) {
      Api.refuse(
          context,
          new PlimsollException(
              ErrorCode.NOT_ALLOWED, message,
              "Send a key as X-API-Key in place of the cookie, or the address of this server as Origin."));
    } else {
      throw new PlimsollException(ErrorCode.NOT_ALLOWED, message, "Go back to the page you came from and try again there.");
    }
  }

  private static boolean hasCookie(Context context) {
    return context.header("Cookie") != null;
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      return host != null && host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
