package io.plimsoll.console.api;

import io.github.bucket4j.Bucket;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each request of the API passes: who is there, whether a browser was made to ask, how often, and whether the very
 * same was asked before. Nothing behind it is reached otherwise.
 */
final class Gate {
  private static final int KEPT = 10_000;
  private static final String CSRF = "X-CSRF-Token";

  private final FrontDoor door;
  private final Repeats repeats = new Repeats();
  private final Map<String, Bucket> rates =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > KEPT;
        }
      };

  Gate(FrontDoor door) {
    this.door = door;
  }

  void pass(Context context, Route route) {
    Caller from = from(context);
    if (route.access() == Route.Access.PUBLIC) {
      limit("address " + from.address());
      route.work().handle(new Visit(context, door, from, null));
      return;
    }
    SignedIn signedIn = signedIn(context, route, from);
    limit(signedIn.person().id() + signedIn.key().map(k -> " " + k.prefix()).orElse(""));
    Visit visit = new Visit(context, door, from, signedIn);
    context.status(route.status());
    repeats.once(context, route, signedIn, () -> route.work().handle(visit));
  }

  private SignedIn signedIn(Context context, Route route, Caller from) {
    String key = context.header("X-API-Key");
    if (key != null) {
      return door.key(key, context.req().getMethod() + " " + Api.PATH + route.path(), from);
    }
    String token = Visit.sessionCookie(context);
    if (token == null) {
      throw new PlimsollException(
          ErrorCode.NOT_SIGNED_IN, "Nobody is signed in.", "Send a key as X-API-Key, or sign in: POST /api/v1/session.");
    }
    SignedIn signedIn = door.session(token, from);
    if (changes(context)) {
      String sent = context.header(CSRF);
      if (sent == null || !same(sent, signedIn.csrfToken().orElse(""))) {
        throw new PlimsollException(
            ErrorCode.NOT_ALLOWED, "The request does not come from a page of this server.",
            "Send the csrfToken of GET /api/v1/session as " + CSRF + ".");
      }
    }
    return signedIn;
  }

  private static boolean changes(Context context) {
    String method = context.req().getMethod();
    return !method.equals("GET") && !method.equals("HEAD");
  }

  private void limit(String who) {
    Bucket bucket;
    synchronized (rates) {
      bucket =
          rates.computeIfAbsent(
              who,
              k -> Bucket.builder().addLimit(l -> l.capacity(300).refillGreedy(1_200, Duration.ofMinutes(1))).build());
    }
    if (!bucket.tryConsume(1)) {
      throw new PlimsollException(
          ErrorCode.TOO_MANY_REQUESTS, "There were too many requests in a short time.", "Send at most 20 in a second.");
    }
  }

  /**
   * Where a request came from. A proxy on this machine says for whom it asks; the last address is the one it saw itself.
   */
  static Caller from(Context context) {
    String address = context.req().getRemoteAddr();
    String forwarded = context.header("X-Forwarded-For");
    if (forwarded != null && isLoopback(address)) {
      String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
      address = last.matches("[0-9a-fA-F.:]{2,45}") ? last : address;
    }
    String agent = context.header("User-Agent");
    return new Caller("nobody", address, agent == null ? "" : agent.substring(0, Math.min(200, agent.length())));
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
