package io.plimsoll.credential.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests that change nothing, each with a request id of its own that the service's log shows. */
final class HarmlessCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final String STORAGE_VERSION = "2023-11-03";
  private static final int MOST_PAGES = 50;

  private final HttpClient client;
  private final Credential credential;
  private final String scope;

  /** @param scope what tokens are asked for */
  HarmlessCalls(HttpClient client, Credential credential, String scope) {
    this.client = client;
    this.credential = credential;
    this.scope = scope;
  }

  /**
   * What came back.
   *
   * @param status of HTTP; 0 when nothing did
   * @param error the service's own word for what is wrong; empty when it has none
   */
  record Answer(int status, String error, String body) {
    boolean ok() {
      return status >= 200 && status < 300;
    }

    /** The status and the service's word for it. */
    String inWords() {
      return status == 0 ? "no answer (" + error + ")" : error.isEmpty() ? "HTTP " + status : "HTTP " + status + " " + error;
    }

    Map<String, Object> json() {
      try (JsonReader reader = JsonProviders.createReader(body)) {
        Map<String, Object> read = reader.readMap(JsonReader::readUntyped);
        return read == null ? Map.of() : read;
      } catch (IOException | IllegalStateException e) {
        return Map.of();
      }
    }
  }

  Answer get(String address) {
    return send("GET", address, null);
  }

  /** Asks to delete what is not there, if it is what it cannot be: only the right to delete makes a difference. */
  Answer deleteNothing(String address) {
    return send("DELETE", address, "\"0x0\"");
  }

  /** The items of every page behind this address; empty when the first page may not be read. */
  Optional<List<Map<String, Object>>> pages(String address) {
    List<Map<String, Object>> items = new ArrayList<>();
    String next = address;
    for (int page = 0; next != null && page < MOST_PAGES; page++) {
      Answer answer = get(next);
      if (!answer.ok()) {
        return Optional.empty();
      }
      Map<String, Object> json = answer.json();
      if (json.get("value") instanceof List<?> value) {
        value.forEach(item -> items.add(object(item)));
      }
      next = json.get("nextLink") instanceof String link && sameHost(address, link) ? link : null;
    }
    return Optional.of(items);
  }

  /** An object of JSON; empty when it is none. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** A token goes only where the first one went. */
  private static boolean sameHost(String first, String next) {
    return URI.create(first).getAuthority().equals(URI.create(next).getAuthority());
  }

  private Answer send(String method, String address, @Nullable String ifMatch) {
    AccessToken token = credential.token(scope).orElse(null);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(PATIENCE)
            .header("x-ms-version", STORAGE_VERSION)
            .header("x-ms-client-request-id", UUID.randomUUID().toString())
            .header("User-Agent", "plimsoll-access-check")
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token.secret());
    }
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), word(answer), answer.body());
    } catch (IOException e) {
      return new Answer(0, e.getClass().getSimpleName(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted", "");
    }
  }

  /** The code of storage from its header, of ARM from its body; letters only, so that nothing else gets through. */
  private static String word(HttpResponse<String> answer) {
    String header = answer.headers().firstValue("x-ms-error-code").orElse("");
    if (header.isEmpty() && answer.statusCode() >= 400) {
      Object code = object(new Answer(0, "", answer.body()).json().get("error")).get("code");
      header = code == null ? "" : code.toString();
    }
    return header.matches("[A-Za-z]{1,80}") ? header : "";
  }
}
