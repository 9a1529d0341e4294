package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Azure Resource Manager answered.
 *
 * @param json nothing when there was no JSON
 * @param etag of the resource; empty when the service gave none
 * @param requestId Azure's own, for its support; empty when it gave none
 * @param retryAfter how long it wants to be left alone; {@code null} when it did not say
 */
record Answer(int status, JsonNode json, String etag, String requestId, @Nullable Duration retryAfter) {
  private static final int LONGEST = 300;

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Azure's word for what is wrong. */
  String code() {
    String code = json.path("error").path("code").asText("");
    return code.isEmpty() ? json.path("code").asText("") : code;
  }

  /** Azure's sentence about it, on one line and cut where it gets long. */
  String message() {
    String text = json.path("error").path("message").asText("").strip().replaceAll("\\s*\\R\\s*", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Such as {@code 403 AuthorizationFailed (Azure's request 1c2…): The client … does not have …}. */
  String told() {
    String text = (status + " " + code()).strip() + (requestId.isEmpty() ? "" : " (Azure's request " + requestId + ")");
    String message = message();
    String said = message.isEmpty() ? text : text + ": " + message;
    return said.endsWith(".") || said.endsWith("…") ? said : said + ".";
  }
}
