package io.plimsoll.console.api;

import io.plimsoll.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param type names the kind of problem; there is nothing to fetch there
 * @param title the same for every problem of the kind
 * @param detail what happened, to which thing
 * @param code the stable code of Plimsoll
 * @param advice what to do
 * @param retryAfter seconds to wait; {@code null} when waiting does not help
 */
record Problem(
    String type, String title, int status, String detail, String code, String advice, @Nullable Long retryAfter) {

  static Problem of(int status, ErrorCode code, String detail, String advice) {
    return new Problem(
        "urn:plimsoll:problem:" + Json.name(code), title(status), status, detail, Json.name(code), advice, null);
  }

  Problem retry(long seconds) {
    return new Problem(type, title, status, detail, code, advice, seconds);
  }

  /** The status of a failure of this code. */
  static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST -> 400;
      case NOT_SIGNED_IN -> 401;
      case NOT_ALLOWED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS, REFUSED -> 409;
      case INPUT_INVALID, INPUT_INCOMPLETE, INPUT_CHANGED, LIMIT_EXCEEDED -> 422;
      case TOO_MANY_REQUESTS -> 429;
      case STORAGE_CORRUPT, INTERNAL -> 500;
      default -> 503;
    };
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "The request is not right";
      case 401 -> "Sign in first";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "No such method here";
      case 406 -> "No such format here";
      case 409 -> "Refused";
      case 413 -> "Too large";
      case 415 -> "Not JSON";
      case 422 -> "It cannot be done with that";
      case 429 -> "Too many requests";
      case 503 -> "Not possible now";
      default -> "Something failed";
    };
  }
}
