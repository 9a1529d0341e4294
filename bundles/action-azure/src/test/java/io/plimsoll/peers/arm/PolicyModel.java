package io.plimsoll.peers.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lifecycle management policy of a storage account, API version 2024-01-01, as the service publishes it. */
final class PolicyModel {
  private static final Set<String> CONDITIONS =
      Set.of(
          "daysAfterModificationGreaterThan", "daysAfterCreationGreaterThan", "daysAfterLastAccessTimeGreaterThan",
          "daysAfterLastTierChangeGreaterThan");

  private PolicyModel() {}

  /** What is wrong with a policy that is to be set; nothing when all is well. */
  static List<String> problems(JsonNode body) {
    List<String> problems = new ArrayList<>();
    only(body, Set.of("properties"), "", problems);
    only(body.path("properties"), Set.of("policy"), "properties", problems);
    JsonNode rules = body.at("/properties/policy/rules");
    if (!rules.isArray() || rules.isEmpty() || rules.size() > 100) {
      problems.add("a policy has 1 to 100 rules");
    }
    Set<String> names = new HashSet<>();
    for (JsonNode rule : rules) {
      String name = rule.path("name").asText();
      if (!name.matches("[A-Za-z0-9-]{1,256}") || !names.add(name)) {
        problems.add("the name '" + name + "' is none or is there twice");
      }
      if (!rule.path("type").asText().equals("Lifecycle") || !rule.path("enabled").isBoolean()) {
        problems.add(name + " is no rule of the type Lifecycle that is on or off");
      }
      JsonNode definition = rule.path("definition");
      JsonNode types = definition.at("/filters/blobTypes");
      if (!types.isArray() || types.isEmpty()) {
        problems.add(name + " names no types of blobs");
      }
      if (definition.at("/filters/prefixMatch").size() > 10) {
        problems.add(name + " has more than 10 prefixes");
      }
      if (definition.path("actions").isEmpty()) {
        problems.add(name + " does nothing");
      }
      only(definition.path("actions"), Set.of("baseBlob", "snapshot", "version"), name, problems);
      definition.path("actions").forEach(of -> of.forEach(action -> condition(name, action, problems)));
    }
    return problems;
  }

  private static void condition(String name, JsonNode action, List<String> problems) {
    if (action.isObject() && action.properties().stream().noneMatch(c -> CONDITIONS.contains(c.getKey()) && c.getValue().isNumber())) {
      problems.add(name + " has an action without a number of days");
    }
  }

  private static void only(JsonNode node, Set<String> known, String where, List<String> problems) {
    node.properties().stream().filter(m -> !known.contains(m.getKey())).forEach(m -> problems.add(where + "/" + m.getKey() + " is unknown"));
  }
}
