package io.plimsoll.console.api;

import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.console.gate.SessionGate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each request of the API passes: who is there, whether a browser was made to ask, how often, and whether the very
 * same was asked before. Nothing behind it is reached otherwise.
 */
final class Gate {
  private static final int KEPT = 10_000;

  private final SessionGate sessions;
  private final Repeats repeats = new Repeats();
  private final Map<String, Bucket> rates =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > KEPT;
        }
      };

  Gate(SessionGate sessions) {
    this.sessions = sessions;
  }

  void pass(Context context, Route route) {
    Caller from = SessionGate.from(context);
    if (route.access() == Route.Access.PUBLIC) {
      limit("address " + from.address());
      route.work().handle(new Visit(context, sessions.door(), from, null));
      return;
    }
    SignedIn signedIn = signedIn(context, route, from);
    limit(signedIn.person().id() + signedIn.key().map(k -> " " + k.prefix()).orElse(""));
    Visit visit = new Visit(context, sessions.door(), from, signedIn);
    context.status(route.status());
    repeats.once(context, route, signedIn, () -> route.work().handle(visit));
  }

  private SignedIn signedIn(Context context, Route route, Caller from) {
    String key = context.header("X-API-Key");
    return key == null
        ? sessions.session(context)
        : sessions.door().key(key, context.req().getMethod() + " " + Api.PATH + route.path(), from);
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
}
