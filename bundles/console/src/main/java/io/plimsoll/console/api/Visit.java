package io.plimsoll.console.api;

import io.javalin.http.Context;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.console.gate.SessionCookie;
import io.plimsoll.console.gate.SessionGate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request: who asks, what he sent, and the answer. */
final class Visit {
  private static final int YEARS = 6;

  private final Context context;
  private final FrontDoor door;
  private final Caller from;
  private final @Nullable SignedIn signedIn;

  /**
   * @param signedIn {@code null} for what anybody may ask
   */
  Visit(Context context, FrontDoor door, Caller from, @Nullable SignedIn signedIn) {
    this.context = context;
    this.door = door;
    this.from = from;
    this.signedIn = signedIn;
  }

  FrontDoor door() {
    return door;
  }

  Caller from() {
    return from;
  }

  /** Who asks, as a question to the host that is no organisation's records it. */
  Caller caller() {
    return new Caller(signedIn().person().email(), from.address(), from.agent());
  }

  SignedIn signedIn() {
    if (signedIn == null) {
      throw new IllegalStateException("a public route asked who is there");
    }
    return signedIn;
  }

  /** The id of the person who asks, himself or by a key. */
  String person() {
    return signedIn().person().id();
  }

  /** The organisation the path names, as who asks may see it. */
  Organisation organisation() {
    return signedIn().organisation(path("organisation"));
  }

  String path(String name) {
    return context.pathParam(name);
  }

  @Nullable String query(String name) {
    return context.queryParam(name);
  }

  String needed(String name) {
    String value = query(name);
    if (value == null || value.isBlank()) {
      throw Json.invalid("'" + name + "' is missing");
    }
    return value;
  }

  <E extends Enum<E>> E constant(Class<E> type, String name, E otherwise) {
    String value = query(name);
    return value == null ? otherwise : Json.constant(type, name, value);
  }

  LocalDate day(String name) {
    return day(name, needed(name));
  }

  static LocalDate day(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Json.invalid("'" + name + "' is a day such as 2026-10-01");
    }
  }

  /** The days from {@code from} to before {@code to}. */
  Period period() {
    try {
      Period period = new Period(day("from"), day("to"));
      if (period.from().plusYears(YEARS).isBefore(period.to())) {
        throw Json.invalid("'from' and 'to' are more than " + YEARS + " years apart");
      }
      return period;
    } catch (IllegalArgumentException e) {
      throw Json.invalid(String.valueOf(e.getMessage()));
    }
  }

  YearMonth month(String name) {
    try {
      return YearMonth.parse(needed(name));
    } catch (DateTimeException e) {
      throw Json.invalid("'" + name + "' is a month such as 2026-10");
    }
  }

  <T> T body(Class<T> type) {
    String content = context.contentType();
    if (content == null || !content.split(";")[0].strip().equalsIgnoreCase("application/json")) {
      throw new Unsuitable(415, "The body is not said to be JSON.", "Send it with Content-Type: application/json.");
    }
    return Json.read(context.bodyAsBytes(), type);
  }

  /** Texts by name; none when the field is missing. */
  static Map<String, String> texts(String field, @Nullable Map<String, String> given) {
    if (given == null) {
      return Map.of();
    }
    if (given.values().stream().anyMatch(Objects::isNull)) {
      throw Json.invalid("'" + field + "' is an object of texts");
    }
    return given;
  }

  /** The first of these content types that the request takes; the first of all when it does not say. */
  String format(List<String> types) {
    String accept = context.header("Accept");
    if (accept == null || accept.isBlank()) {
      return types.get(0);
    }
    for (String wanted : accept.split(",")) {
      String type = wanted.split(";")[0].strip().toLowerCase(Locale.ROOT);
      for (String each : types) {
        if (each.equals(type) || type.equals("*/*") || (type.endsWith("/*") && each.startsWith(type.substring(0, type.length() - 1)))) {
          return each;
        }
      }
    }
    throw new Unsuitable(406, "None of the formats asked for is there.", "There is: " + String.join(", ", types) + ".");
  }

  /** Answers; a reader who has the very same answer is told so. */
  void answer(Object value) {
    bytes("application/json", Json.write(value));
  }

  void answer(int status, Object value) {
    context.status(status);
    bytes("application/json", Json.write(value));
  }

  /** Answers that something goes on, and where to ask after it. */
  <T> void started(String kind, T job, Function<T, String> id) {
    header("Location", Api.PATH + "/organisations/" + path("organisation") + "/" + kind + "/" + id.apply(job));
    answer(202, job);
  }

  /** What is no failure of the host and yet no success. */
  void problem(String kind, int status, String detail, String advice, @Nullable Long retryAfter) {
    Problems.answer(
        context, new Problem("urn:plimsoll:problem:" + kind, Problem.title(status), status, detail, kind, advice, retryAfter));
  }

  void nothing() {
    context.status(204);
  }

  void header(String name, String value) {
    context.header(name, value);
  }

  void bytes(String type, byte[] bytes) {
    boolean reading = context.req().getMethod().equals("GET") || context.req().getMethod().equals("HEAD");
    if (reading && context.statusCode() == 200) {
      String tag = '"' + digest(bytes) + '"';
      context.header("ETag", tag);
      String known = context.header("If-None-Match");
      if (known != null && List.of(known.split("\\s*,\\s*")).contains(tag)) {
        context.status(304);
        return;
      }
    }
    context.contentType(type.startsWith("text/") || type.equals("application/json") ? type + ";charset=utf-8" : type);
    context.result(bytes);
  }

  void endSessionBefore() {
    new SessionGate(door).endBefore(context);
  }

  void sessionCookie(String token, long seconds) {
    SessionCookie.set(context, token, seconds);
  }

  static String digest(byte[] bytes) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A request that is answered with a status no code of Plimsoll has. */
  static final class Unsuitable extends PlimsollException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Unsuitable(int status, String message, String advice) {
      super(ErrorCode.INVALID_REQUEST, message, advice);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
