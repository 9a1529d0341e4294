package io.plimsoll.console.page;

import io.plimsoll.console.api.Site;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Visits pages as a browser does: keeps the cookie of a session, sends forms with what stands in them, follows nothing. */
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String base;
  private String cookie;
  private String csrf = "";

  private Browser(String base, String cookie) {
    this.base = base;
    this.cookie = cookie;
  }

  /** Of somebody who is not signed in. */
  static Browser stranger(Site site) {
    return new Browser(site.base(), "");
  }

  /** Of somebody who signed in before, over the API: the session is the same. */
  static Browser of(Site site, String guest) {
    Site.Guest known = site.guests.get(guest);
    Browser browser = new Browser(site.base(), String.valueOf(known.cookie()));
    browser.csrf = String.valueOf(known.csrf());
    return browser;
  }

  /** What came back. */
  record Shown(int status, String body, Map<String, java.util.List<String>> headers) {
    String header(String name) {
      return String.join("; ", headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), java.util.List.of()));
    }

    /** The value a hidden field brings along. */
    String hidden(String name) {
      Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
      if (!field.find()) {
        throw new AssertionError("there is no field " + name + " in " + body);
      }
      return field.group(1).replace("&amp;", "&");
    }
  }

  Shown get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Sends a form with the token of the page shown last. */
  Shown post(String path, Map<String, String> fields) {
    Map<String, String> all = new TreeMap<>(fields);
    if (!csrf.isEmpty()) {
      all.putIfAbsent("csrf", csrf);
    }
    return send("POST", path, form(all));
  }

  /** Sends a form as it is. */
  Shown postBare(String path, Map<String, String> fields, String... headers) {
    return send("POST", path, form(fields), headers);
  }

  /** The cookie as it is sent. */
  String cookie() {
    return cookie;
  }

  /** Another window with the same session, as it is now. */
  Browser copy() {
    Browser copy = new Browser(base, cookie);
    copy.csrf = csrf;
    return copy;
  }

  boolean isSignedIn() {
    return !cookie.isEmpty();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Shown send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path)).timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .setHeader("Sec-Fetch-Site", "same-origin");
    if (body != null) {
      request.setHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    if (!cookie.isEmpty()) {
      request.setHeader("Cookie", cookie);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      answer.headers().firstValue("Set-Cookie").ifPresent(
          set -> cookie = set.contains("Max-Age=0;") ? "" : set.replaceFirst(";.*", ""));
      Matcher token = CSRF.matcher(answer.body());
      if (token.find()) {
        csrf = token.group(1);
      }
      return new Shown(answer.statusCode(), answer.body(), answer.headers().map());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
