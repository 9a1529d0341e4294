package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exports of Cost Management, as REST API version 2025-03-01 shows them. */
final class Exports {
  static final String VERSION = "2025-03-01";
  private static final String PROVIDER = "/providers/Microsoft.CostManagement/exports/";
  private static final String DESTINATION = "/deliveryInfo/destination";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Management management;

  Exports(Management management) {
    this.management = management;
  }

  /** As it is now; empty when there is none of this name. */
  Optional<JsonNode> find(String scope, String name) {
    Answer answer = management.get("/" + scope + PROVIDER + name, VERSION);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (!answer.ok() || !answer.json().isObject()) {
      throw Refusal.unread("Export " + name + " of " + scope, answer, CostScope.role(scope));
    }
    return Optional.of(answer.json());
  }

  /** @throws PlimsollException {@code NOT_FOUND} when there is none, {@code REFUSED} when it is not one of FOCUS */
  JsonNode focus(String scope, String name) {
    JsonNode found = get(scope, name);
    String type = found.path("properties").path("definition").path("type").asText();
    if (!type.equalsIgnoreCase("FocusCost")) {
      throw new PlimsollException(
          ErrorCode.REFUSED, "Export " + name + " of " + scope + " is of type " + type + ", not FocusCost.",
          "Plimsoll reads FOCUS; name an export of FOCUS.");
    }
    return found;
  }

  /** @throws PlimsollException {@code NOT_FOUND} when there is none */
  JsonNode get(String scope, String name) {
    return find(scope, name)
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND, "There is no export " + name + " of " + scope + ".",
                    "Check scope and name in the Azure portal under Cost Management, Exports."));
  }

  /** Its runs, as its history has them; the hidden ones of the first days of a month are not in it. */
  List<ExportRun> runs(String scope, String name) {
    Answer answer = management.get("/" + scope + PROVIDER + name + "/runHistory", VERSION);
    if (!answer.ok()) {
      throw Refusal.unread("The runs of export " + name + " of " + scope, answer, CostScope.role(scope));
    }
    List<ExportRun> runs = new ArrayList<>();
    answer.json().path("value").forEach(run -> runs.add(ExportRun.of(run)));
    return runs;
  }

  ActionStep put(String what, String scope, String name, ObjectNode body) {
    return new ActionStep(what, "PUT", management.url("/" + scope + PROVIDER + name, VERSION), JSON, Json.write(body));
  }

  ActionStep delete(String scope, String name) {
    return new ActionStep("remove export " + name, "DELETE", management.url("/" + scope + PROVIDER + name, VERSION), Map.of(), "");
  }

  /** @param days {@code null} for what the export itself is about */
  ActionStep run(String what, String scope, String name, @Nullable Days days) {
    String path = "/" + scope + PROVIDER + name + "/run";
    if (days == null) {
      return new ActionStep(what, "POST", management.url(path, VERSION), Map.of(), "");
    }
    ObjectNode body = Json.object();
    body.set("timePeriod", days.json());
    return new ActionStep(what, "POST", management.url(path, VERSION), JSON, Json.write(body));
  }

  /** What a service that took an export shows of it: the type of its destination, of which there is one, is not. */
  static JsonNode shown(JsonNode sent) {
    JsonNode copy = sent.deepCopy();
    if (copy.at("/properties" + DESTINATION) instanceof ObjectNode destination) {
      destination.remove("type");
    }
    return copy;
  }

  /** What can be sent to make the same export again: without what the service sets itself. */
  static ObjectNode sendable(JsonNode export) {
    ObjectNode copy = Json.object();
    JsonNode identity = export.path("identity");
    if (identity.isObject()) {
      copy.set("identity", Json.object().put("type", identity.path("type").asText()));
      copy.put("location", export.path("location").asText("global"));
    }
    ObjectNode properties = (ObjectNode) export.path("properties").deepCopy();
    properties.remove(List.of("runHistory", "nextRunTimeEstimate", "systemSuspensionContext"));
    // Shown for a schedule that is none, and no word that can be sent.
    if (properties.path("schedule").path("recurrence").asText().equals("None")) {
      ((ObjectNode) properties.get("schedule")).remove("recurrence");
    }
    if (properties.at(DESTINATION).isObject()) {
      ((ObjectNode) properties.at(DESTINATION)).put("type", "AzureBlob");
    }
    copy.set("properties", properties);
    return copy;
  }
}
