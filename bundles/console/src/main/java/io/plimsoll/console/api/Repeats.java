package io.plimsoll.console.api;

import io.javalin.http.Context;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.SignedIn;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers of changes that were sent with an {@code Idempotency-Key}: the same request gets the same answer and is not done
 * twice. Kept in memory, the last ten thousand; an answer that holds a secret is not kept, and repeating it is refused.
 */
final class Repeats {
  private static final int KEPT = 10_000;
  private static final int LARGEST = 100_000;

  private final Map<String, Kept> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > KEPT;
        }
      };

  private static final class Kept {
    final String request;
    volatile @Nullable Answer answer;
    volatile boolean gone;

    Kept(String request) {
      this.request = request;
    }
  }

  private record Answer(int status, @Nullable String type, @Nullable String location, byte[] body) {}

  void once(Context context, Route route, SignedIn who, Runnable work) {
    String key = context.header("Idempotency-Key");
    if (key == null || route.method() != Route.Method.POST) {
      work.run();
      return;
    }
    if (!key.matches("[\\x21-\\x7e]{1,100}")) {
      throw Json.invalid("an Idempotency-Key has 1 to 100 printable characters");
    }
    String name = who.person().id() + " " + who.key().map(k -> k.prefix()).orElse("") + " " + key;
    String request = context.path() + " " + Visit.digest(context.bodyAsBytes());
    Kept mine = new Kept(request);
    Kept before;
    synchronized (known) {
      before = known.putIfAbsent(name, mine);
    }
    if (before != null) {
      repeat(context, before, request);
      return;
    }
    boolean done = false;
    try {
      work.run();
      keep(context, route, mine);
      done = true;
    } finally {
      if (!done) {
        // It failed, so it may be tried again.
        synchronized (known) {
          known.remove(name, mine);
        }
      }
    }
  }

  private static void keep(Context context, Route route, Kept mine) {
    byte[] body = body(context);
    if (route.secret() || body.length > LARGEST) {
      mine.gone = true;
    } else {
      mine.answer =
          new Answer(context.statusCode(), context.res().getContentType(), context.res().getHeader("Location"), body);
    }
  }

  private static byte[] body(Context context) {
    InputStream result = context.resultInputStream();
    if (result == null) {
      return new byte[0];
    }
    try {
      byte[] body = result.readAllBytes();
      context.result(body);
      return body;
    } catch (IOException e) {
      throw new IllegalStateException("an answer in memory cannot be read", e);
    }
  }

  private static void repeat(Context context, Kept before, String request) {
    Answer answer = before.answer;
    if (!before.request.equals(request)) {
      throw refused("This Idempotency-Key was used for another request.", "Use another key for another request.");
    }
    if (before.gone) {
      throw refused("This was done, and its answer is shown once.", "See what is there; make another one if the answer was lost.");
    }
    if (answer == null) {
      throw refused("This is being done at this moment.", "Ask again in a while.");
    }
    context.status(answer.status()).header("Idempotent-Replayed", "true");
    if (answer.location() != null) {
      context.header("Location", answer.location());
    }
    if (answer.type() != null) {
      context.contentType(answer.type());
    }
    context.result(answer.body());
  }

  private static PlimsollException refused(String message, String advice) {
    return new PlimsollException(ErrorCode.REFUSED, message, advice);
  }
}
