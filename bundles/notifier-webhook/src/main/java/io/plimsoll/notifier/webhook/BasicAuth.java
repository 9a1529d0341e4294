package io.plimsoll.notifier.webhook;

import io.plimsoll.api.plugin.PluginSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** User and token of a ticket system as a header. */
final class BasicAuth {
  private BasicAuth() {}

  static Map<String, String> headers(TargetSettings target, PluginSettings settings) {
    String user = target.required("user");
    String token = settings.secret("token", "");
    if (token.isEmpty()) {
      settings.refuse("token", "is missing");
    }
    String both = Base64.getEncoder().encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8));
    return Map.of("Authorization", "Basic " + both, "Accept", "application/json");
  }
}
