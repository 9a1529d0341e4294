package io.plimsoll.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody who visits a console over HTTP, with or without a session. */
final class Visit {
  static final String PASSWORD = "seven quiet herons wade";

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI base;
  private String cookie = "";

  Visit(URI base) {
    this.base = base;
  }

  /** Becomes the first person of a host by its link. */
  Visit by(URI link) {
    return entered(
        post(
            "welcome",
            Map.of(
                "token", link.getQuery().substring("token=".length()), "email", "ann@acme.example", "name", "Ann", "password", PASSWORD),
            Map.of()));
  }

  /** Comes in as that person. */
  Visit signedIn() {
    return entered(post("sign-in", Map.of("email", "ann@acme.example", "password", PASSWORD), Map.of()));
  }

  Visit entered(HttpResponse<String> answer) {
    if (answer.statusCode() != 303) {
      throw new AssertionError("it was answered with " + answer.statusCode() + ": " + answer.body());
    }
    cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    return this;
  }

  /** The token of the session. */
  String session() {
    return cookie.substring(cookie.indexOf('=') + 1);
  }

  /** What the forms of a page send along. */
  String csrf(String path) {
    return csrf(get(path));
  }

  /** What the forms of a page send along. */
  static String csrf(HttpResponse<String> page) {
    return page.body().replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET(), Map.of());
  }

  HttpResponse<String> get(String path, Map<String, String> headers) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET(), headers);
  }

  HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> headers) {
    String body =
        form.entrySet().stream()
            .map(e -> URLEncoder.encode(e.getKey(), StandardCharsets.UTF_8) + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    Map<String, String> all = new HashMap<>(Map.of("Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin"));
    all.putAll(headers);
    return send(HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.ofString(body)), all);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers) {
    headers.forEach(request::setHeader);
    if (!cookie.isEmpty()) {
      request.setHeader("Cookie", cookie);
    }
    try {
      return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
