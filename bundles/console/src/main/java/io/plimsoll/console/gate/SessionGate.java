package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.SignedIn;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Who asks, by the session that the pages and the API share: a cookie from the front door, and for each change the token
 * that belongs to it. Thread-safe.
 */
public final class SessionGate {
  /** The header a program or htmx sends the token in. */
  public static final String CSRF_HEADER = "X-CSRF-Token";

  /** The field a form sends the token in. */
  public static final String CSRF_FIELD = "csrf";

  private static final int LONGEST_AGENT = 200;

  private final FrontDoor door;

  /** Opens nothing but this door. */
  public SessionGate(FrontDoor door) {
    this.door = door;
  }

  /** What is behind it, for who proves himself otherwise than by a session. */
  public FrontDoor door() {
    return door;
  }

  /**
   * Who signed in.
   *
   * @throws PlimsollException {@code NOT_SIGNED_IN} without a session that holds, {@code NOT_ALLOWED} for a change that
   *     does not bring the token of the session
   */
  public SignedIn session(Context context) {
    String token = SessionCookie.read(context);
    if (token == null) {
      throw new PlimsollException(
          ErrorCode.NOT_SIGNED_IN, "Nobody is signed in.", "Send a key as X-API-Key, or sign in: POST /api/v1/session.");
    }
    SignedIn signedIn = door.session(token, from(context));
    if (changes(context)) {
      requireToken(context, signedIn.csrfToken().orElse(""));
    }
    return signedIn;
  }

  /** Ends the session that a browser brought along, for who was just given another one (ASVS 7.2.4). */
  public void endBefore(Context context) {
    String token = SessionCookie.read(context);
    if (token == null) {
      return;
    }
    try {
      door.session(token, from(context)).signOut();
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.NOT_SIGNED_IN) {
        throw e;
      }
      // It had ended before.
    }
  }

  private static void requireToken(Context context, String expected) {
    String sent = context.header(CSRF_HEADER);
    if (sent == null && context.isFormUrlencoded()) {
      sent = context.formParam(CSRF_FIELD);
    }
    if (sent == null || expected.isEmpty() || !same(sent, expected)) {
      throw new PlimsollException(
          ErrorCode.NOT_ALLOWED, "The request does not come from a page of this server.",
          "Send the csrfToken of GET /api/v1/session as " + CSRF_HEADER + "; in a browser, load the page again.");
    }
  }

  private static boolean changes(Context context) {
    String method = context.req().getMethod();
    return !method.equals("GET") && !method.equals("HEAD");
  }

  /**
   * Where a request came from. A proxy on this machine says for whom it asks; the last address is the one it saw itself.
   */
  public static Caller from(Context context) {
    String address = context.req().getRemoteAddr();
    String forwarded = context.header("X-Forwarded-For");
    if (forwarded != null && isLoopback(address)) {
      String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
      address = last.matches("[0-9a-fA-F.:]{2,45}") ? last : address;
    }
    String agent = context.header("User-Agent");
    return new Caller("nobody", address, agent == null ? "" : agent.substring(0, Math.min(LONGEST_AGENT, agent.length())));
  }

  /** How the browser reached the console: a proxy on this machine says so when it ends TLS. */
  public static String scheme(Context context) {
    boolean ended = "https".equals(context.header("X-Forwarded-Proto")) && isLoopback(context.req().getRemoteAddr());
    return ended ? "https" : context.scheme();
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
