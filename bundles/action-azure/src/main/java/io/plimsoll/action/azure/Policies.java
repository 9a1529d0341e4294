package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.api.action.ActionStep;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The lifecycle management policies of storage accounts. */
final class Policies {
  /** Newer than every kind of rule known here: an older one would not show what it does not know, and it would be lost. */
  static final String VERSION = "2024-01-01";

  private static final String PATH = "/managementPolicies/default";

  private final Management management;

  Policies(Management management) {
    this.management = management;
  }

  /**
   * A policy as it is.
   *
   * @param rules every one, as it was read
   * @param etag empty when the service gives none, as it does up to now
   */
  record Policy(boolean exists, ArrayNode rules, String etag) {}

  Policy read(String account) {
    Answer answer = management.get(account + PATH, VERSION);
    String code = answer.code();
    if (answer.status() == 404 && (code.isEmpty() || code.equals("ManagementPolicyNotFound"))) {
      return new Policy(false, Json.object().putArray("rules"), "");
    }
    JsonNode rules = answer.json().at("/properties/policy/rules");
    if (!answer.ok() || !rules.isArray()) {
      // Rules that were not understood would be lost with the next policy that is set.
      throw Refusal.unread("The lifecycle management policy of " + account, answer, role(account));
    }
    return new Policy(true, (ArrayNode) rules, answer.etag());
  }

  ActionStep put(String what, String account, ArrayNode rules, String etag) {
    ObjectNode policy = Json.object();
    policy.set("rules", rules);
    ObjectNode properties = Json.object();
    properties.set("policy", policy);
    ObjectNode body = Json.object();
    body.set("properties", properties);
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    ifMatch(headers, etag);
    return new ActionStep(what, "PUT", url(account), headers, Json.write(body));
  }

  ActionStep delete(String account, String etag) {
    Map<String, String> headers = new HashMap<>();
    ifMatch(headers, etag);
    return new ActionStep("remove the policy, which has no other rule", "DELETE", url(account), headers, "");
  }

  static String role(String account) {
    return "Storage Account Contributor on " + account;
  }

  private URI url(String account) {
    return management.url(account + PATH, VERSION);
  }

  private static void ifMatch(Map<String, String> headers, String etag) {
    if (!etag.isEmpty()) {
      headers.put("If-Match", etag);
    }
  }
}
