package io.plimsoll.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.plimsoll.console.gate.SessionGate;

/** The headers of every answer: nothing from elsewhere, nothing inside a page, no frame, nothing kept by a proxy. */
final class SecurityHeaders implements Handler {
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'";

  @Override
  public void handle(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    context.header("Cache-Control", "no-store");
    if ("https".equals(SessionGate.scheme(context))) {
      context.header("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
  }
}
