package io.plimsoll.console.api;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as problems. What is wrong inside the host names files and machines, which are nobody's business outside. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static Problem of(Exception e) {
    if (e instanceof PlimsollException known) {
      return ofKnown(known);
    }
    if (e instanceof HttpResponseException unsuitable) {
      return ofHttp(unsuitable.getStatus());
    }
    String reference = UUID.randomUUID().toString();
    LOG.error("request {} failed", reference, e);
    return Problem.of(
        500, ErrorCode.INTERNAL, "Something failed.",
        "This is a defect; who runs the host finds it in its log under " + reference + ".");
  }

  private static Problem ofKnown(PlimsollException e) {
    int status = e instanceof Visit.Unsuitable u ? u.status() : Problem.status(e.code());
    String message = String.valueOf(e.getMessage());
    if (status < 500) {
      Problem problem = Problem.of(status, e.code(), message, e.advice());
      return status == 429 ? problem.retry(60) : problem;
    }
    String reference = UUID.randomUUID().toString();
    LOG.warn("request {} failed with {}: {}", reference, e.code(), message);
    Problem problem =
        Problem.of(
            status, e.code(), "The host cannot do that now.",
            "Try again later; who runs the host finds the cause in its log under " + reference + ".");
    return status == 503 ? problem.retry(10) : problem;
  }

  private static Problem ofHttp(int status) {
    return status == 413
        ? Problem.of(413, ErrorCode.LIMIT_EXCEEDED, "The body is too large.", "Send less than a megabyte.")
        : Problem.of(status < 400 ? 400 : status, ErrorCode.INVALID_REQUEST, "The request cannot be read.", "See " + Api.PATH + "/openapi.json.");
  }

  static void answer(Context context, Problem problem) {
    context.status(problem.status());
    context.header("Cache-Control", "no-store");
    if (problem.retryAfter() != null) {
      context.header("Retry-After", problem.retryAfter().toString());
    }
    if (problem.status() == 401) {
      context.header("WWW-Authenticate", "ApiKey");
    }
    context.contentType("application/problem+json;charset=utf-8").result(Json.write(problem));
  }
}
