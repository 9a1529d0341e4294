package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SingleSignOnStart;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.SessionCookie;
import io.plimsoll.console.gate.SessionGate;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Signing in at the provider of an organisation: there, and back. What binds the way back to the browser it began in is
 * a cookie of ten minutes, which a page of another site can neither read nor set.
 */
public final class SsoRoutes implements RouteGroup {
  private static final String COOKIE = "__Host-plimsoll-sso";

  private final SessionGate gate;
  private final Pages pages;
  private final SignInPage signIn;
  private final Clock clock;

  /** @param clock of the host */
  public SsoRoutes(SessionGate gate, Pages pages, SignInPage signIn, Clock clock) {
    this.gate = gate;
    this.pages = pages;
    this.signIn = signIn;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/sso", this::ask, Access.OPEN);
    routes.get("/sso/{organisation}", this::ask, Access.OPEN);
    routes.post("/sso", this::begin, Access.OPEN);
    routes.get("/sso/{organisation}/callback", this::finish, Access.OPEN);
  }

  /** Where a provider sends browsers back to, as this request reached the console. */
  static URI returnTo(Context context, Pages pages, String organisation) {
    String host = Objects.requireNonNullElse(context.host(), "");
    if (!host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")) {
      throw new PlimsollException(ErrorCode.INVALID_REQUEST, "The request names no host.", "Open the console by its address.");
    }
    return URI.create(SessionGate.scheme(context) + "://" + host + pages.site().to("/sso/" + encoded(organisation) + "/callback"));
  }

  /**
   * Asks for a click: another site can lead somebody here, and must not be able to sign him in at his provider by that
   * alone (ASVS 10.2.1).
   */
  private void ask(Context context) {
    String organisation =
        Objects.requireNonNullElse(context.pathParamMap().getOrDefault("organisation", context.queryParam("organisation")), "").strip();
    if (organisation.isEmpty()) {
      context.redirect(pages.site().to("/sign-in"), HttpStatus.SEE_OTHER);
      return;
    }
    pages.render(context, "sso", Map.of("organisation", organisation, "to", Target.of(context.queryParam("to"))));
  }

  private void begin(Context context) {
    String organisation = Objects.requireNonNullElse(context.formParam("organisation"), "").strip();
    SingleSignOnStart start;
    try {
      start = gate.door().beginSingleSignOn(organisation, returnTo(context, pages, organisation), SessionGate.from(context));
    } catch (PlimsollException e) {
      signIn.refused(context, e);
      return;
    }
    String target = Base64.getUrlEncoder().withoutPadding().encodeToString(Target.of(context.formParam("to")).getBytes(StandardCharsets.UTF_8));
    long seconds = Math.max(1, Duration.between(clock.instant(), start.expiresAt()).toSeconds());
    cookie(context, start.browser() + "." + target, seconds);
    // A form may lead to no other site, so the page leads on by itself, and by a link where that is switched off.
    context.header("Refresh", "0;url=" + start.location());
    pages.render(context, "ssoleads", Map.of("organisation", organisation, "address", start.location().toString()));
  }

  private void finish(Context context) {
    String organisation = context.pathParam("organisation");
    String[] kept = Objects.requireNonNullElse(context.cookie(COOKIE), "").split("[.]", 2);
    Map<String, String> parameters = new HashMap<>();
    for (Map.Entry<String, List<String>> each : context.queryParamMap().entrySet()) {
      // One that comes twice could mean one thing here and another one to a library.
      if (each.getValue().size() == 1) {
        parameters.put(each.getKey(), each.getValue().get(0));
      }
    }
    Caller from = SessionGate.from(context);
    Session session;
    try {
      session = gate.door().finishSingleSignOn(organisation, returnTo(context, pages, organisation), kept[0], parameters, from);
    } catch (PlimsollException e) {
      cookie(context, "", 0);
      signIn.refused(context, e);
      return;
    }
    gate.endBefore(context);
    SessionCookie.give(context, session, clock);
    // Behind the session's, which takes the place of every cookie set before.
    cookie(context, "", 0);
    context.redirect(pages.site().to(target(kept)), HttpStatus.SEE_OTHER);
  }

  private static String target(String[] kept) {
    try {
      return Target.of(kept.length < 2 ? null : new String(Base64.getUrlDecoder().decode(kept[1]), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Target.of(null);
    }
  }

  private static void cookie(Context context, String value, long seconds) {
    context.res().addHeader("Set-Cookie", COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Lax");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
