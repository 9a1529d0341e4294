package io.plimsoll.console.gate;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.console.page.Pages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the operator in by a link that works once, and from then on by a cookie that ends after twelve hours. Neither
 * token is kept, only its SHA-256. Opening the link shows a button, so that a program that looks at links does not use
 * it up.
 */
public final class OneTimeLinkGate implements Gate {
  /** Who has the link is who started the server. */
  static final String OPERATOR = "operator";

  static final String COOKIE = "plimsoll-session";

  private static final Duration SESSION = Duration.ofHours(12);
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final Pages pages;
  private final String path;
  private final AtomicReference<@Nullable String> unused;
  private final Map<String, Instant> sessions = new ConcurrentHashMap<>();

  /** @param pages shows its pages */
  public OneTimeLinkGate(Clock clock, Pages pages) {
    this.clock = clock;
    this.pages = pages;
    String token = token();
    this.path = "/enter?token=" + token;
    this.unused = new AtomicReference<>(digest(token));
  }

  @Override
  public String oneTimePath() {
    return path;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/enter", this::show, Access.OPEN);
    routes.post("/enter", this::enter, Access.OPEN);
    routes.post("/leave", this::leave, Access.SIGNED_IN);
  }

  @Override
  public @Nullable Caller visitor(Context context) {
    String token = context.cookie(COOKIE);
    Instant until = token == null ? null : sessions.get(digest(token));
    if (until == null || clock.instant().isAfter(until)) {
      return null;
    }
    return new Caller(OPERATOR, context.ip(), Objects.requireNonNullElse(context.userAgent(), "unknown"));
  }

  private void show(Context context) {
    String token = context.queryParam("token");
    pages.render(context, "enter", Map.of("token", token == null ? "" : token, "used", false));
  }

  private void enter(Context context) {
    String token = context.formParam("token");
    String expected = unused.get();
    if (token == null || expected == null || !same(digest(token), expected) || !unused.compareAndSet(expected, null)) {
      context.status(HttpStatus.UNAUTHORIZED);
      pages.render(context, "enter", Map.of("token", "", "used", true));
      return;
    }
    sessions.values().removeIf(until -> clock.instant().isAfter(until));
    String session = token();
    sessions.put(digest(session), clock.instant().plus(SESSION));
    Cookie cookie = new Cookie(COOKIE, session, cookiePath(), (int) SESSION.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setSecure("https".equals(context.scheme()));
    cookie.setSameSite(SameSite.STRICT);
    context.cookie(cookie);
    context.redirect(pages.site().to("/"), HttpStatus.SEE_OTHER);
  }

  private void leave(Context context) {
    String token = context.cookie(COOKIE);
    if (token != null) {
      sessions.remove(digest(token));
    }
    context.removeCookie(COOKIE, cookiePath());
    context.redirect(pages.site().to("/enter"), HttpStatus.SEE_OTHER);
  }

  private String cookiePath() {
    return pages.site().base().isEmpty() ? "/" : pages.site().base();
  }

  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }

  private static String digest(String token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
