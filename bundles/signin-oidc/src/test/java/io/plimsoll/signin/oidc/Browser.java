package io.plimsoll.signin.oidc;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a provider's redirects and fills in its forms, up to the address it sends people back to. */
final class Browser {
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"([^\"]+)\"");

  private Browser() {}

  static Map<String, String> signIn(URI location, URI returnTo, String login) throws Exception {
    HttpClient client =
        HttpClient.newBuilder().cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL)).followRedirects(HttpClient.Redirect.NEVER).build();
    URI at = location;
    for (int step = 0; step < 16; step++) {
      HttpResponse<String> page = client.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
      if (page.headers().firstValue("location").isEmpty()) {
        Matcher action = ACTION.matcher(page.body());
        Matcher prompt = PROMPT.matcher(page.body());
        if (!action.find() || !prompt.find()) {
          throw new AssertionError("no form at " + at + ": " + page.statusCode() + " " + page.body());
        }
        String form = "prompt=" + prompt.group(1) + (prompt.group(1).equals("login") ? "&login=" + login + "&password=x" : "");
        page =
            client.send(
                HttpRequest.newBuilder(at.resolve(action.group(1)))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
      }
      at = at.resolve(page.headers().firstValue("location").orElseThrow());
      if (at.toString().startsWith(returnTo.toString())) {
        return query(at);
      }
    }
    throw new AssertionError("the provider never sends anybody back");
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
