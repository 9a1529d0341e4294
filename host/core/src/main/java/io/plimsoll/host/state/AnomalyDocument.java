package io.plimsoll.host.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.host.json.Json;

/** Anomalies as they are stored, also by versions that named one column a cause. */
final class AnomalyDocument {
  private AnomalyDocument() {}

  static Anomaly read(String text) {
    if (!text.contains("\"dimension\":")) {
      return Json.read(text, Anomaly.class);
    }
    JsonNode document = Json.read(text, JsonNode.class);
    for (JsonNode cause : document.path("causes")) {
      if (cause instanceof ObjectNode object && !object.has("values")) {
        object.putObject("values").put(object.path("dimension").asText(), object.path("value").asText());
        object.putArray("resources");
      }
    }
    return Json.read(document.toString(), Anomaly.class);
  }
}
