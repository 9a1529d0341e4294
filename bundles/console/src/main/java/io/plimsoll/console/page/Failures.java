package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.SecondFactorNeeded;
import io.plimsoll.console.gate.SessionCookie;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a visitor reads when something is not to be had: what happened, and what to do. Never a stack trace. */
public final class Failures implements RouteGroup {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int NOT_FOUND = HttpStatus.NOT_FOUND.getCode();

  private final Pages pages;

  /** Shown by these. */
  public Failures(Pages pages) {
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(PlimsollException.class, this::known);
    routes.exception(
        SecondFactorNeeded.class,
        (e, context) ->
            context.redirect(
                pages.site().to("/account/second-factor?for=" + coded(e.organisation()) + "&to=" + coded(wanted(context))), HttpStatus.SEE_OTHER));
    routes.exception(HttpResponseException.class, (e, context) -> show(context, e.getStatus(), message(e), advice(e.getStatus())));
    routes.exception(
        IllegalArgumentException.class,
        (e, context) -> show(context, HttpStatus.BAD_REQUEST.getCode(), sentence(e.getMessage()), "Correct the address or the form."));
    routes.exception(Exception.class, this::defect);
  }

  private void known(PlimsollException e, Context context) {
    if (e.code() == ErrorCode.NOT_SIGNED_IN) {
      toSignIn(context);
    } else {
      show(context, status(e.code()), e.getMessage(), e.advice());
    }
  }

  /** Who has no session, or one that has ended, signs in and comes back. */
  private void toSignIn(Context context) {
    boolean within = context.header("HX-Request") != null;
    String ended = SessionCookie.read(context) == null ? "" : "&ended";
    if (!ended.isEmpty()) {
      SessionCookie.set(context, "", 0);
    }
    String address = pages.site().to("/sign-in?to=" + coded(wanted(context)) + ended);
    if (within) {
      // A part of a page cannot become the whole one: htmx leaves the page instead.
      context.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", address);
    } else {
      context.redirect(address, HttpStatus.SEE_OTHER);
    }
  }

  /** Where he wanted to go; of what he wanted to do, the organisation. */
  private String wanted(Context context) {
    boolean reading = context.method() == HandlerType.GET || context.method() == HandlerType.HEAD;
    String path = pages.path(context);
    return Target.of(
        reading ? path + (context.queryString() == null ? "" : "?" + context.queryString()) : path.replaceFirst("^(/o/[^/]+)?.*", "$1"));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void defect(Exception e, Context context) {
    LOG.error("{} {} failed", context.method(), context.path(), e);
    show(
        context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "This page could not be made; that is a defect of Plimsoll.",
        "Try again. If it stays, the operator finds the reason in the log of the host.");
  }

  private void show(Context context, int status, String message, String advice) {
    context.status(status);
    pages.render(context, "failure", Map.of("status", status, "message", message, "advice", advice));
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST, INPUT_INVALID -> HttpStatus.BAD_REQUEST.getCode();
      case NOT_FOUND -> NOT_FOUND;
      case ALREADY_EXISTS, INPUT_CHANGED -> HttpStatus.CONFLICT.getCode();
      case REFUSED, NOT_ALLOWED -> HttpStatus.FORBIDDEN.getCode();
      case NOT_SIGNED_IN -> HttpStatus.UNAUTHORIZED.getCode();
      case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS.getCode();
      case INPUT_INCOMPLETE, STORAGE_UNAVAILABLE, PLUGIN_BUSY, PLUGIN_RESTING, PLUGIN_QUARANTINED, PLUGIN_MISSING, AUDIT_UNAVAILABLE,
          CANCELLED, LIMIT_EXCEEDED -> HttpStatus.SERVICE_UNAVAILABLE.getCode();
      case PLUGIN_TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT.getCode();
      default -> HttpStatus.INTERNAL_SERVER_ERROR.getCode();
    };
  }

  private static String message(HttpResponseException e) {
    return e.getStatus() == NOT_FOUND ? "There is no such page." : sentence(e.getMessage());
  }

  private static String advice(int status) {
    return switch (status) {
      case 403 -> "Go back to the page you came from and try again there.";
      case 404 -> "Choose a page from the menu.";
      case 413 -> "Send less than 1 MB at a time.";
      default -> "Go back and try again.";
    };
  }

  private static String sentence(String text) {
    String first = text == null || text.isBlank() ? "The request cannot be answered" : text;
    return Character.toUpperCase(first.charAt(0)) + first.substring(1) + (first.endsWith(".") ? "" : ".");
  }
}
