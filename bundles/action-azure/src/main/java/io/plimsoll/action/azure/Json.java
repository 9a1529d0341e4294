package io.plimsoll.action.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON that is read by people before it is sent: members in the order they were put, numbers as they were read. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Indented, with line feeds on every system. */
  static String write(JsonNode value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  /** What the text says, or nothing when it is not JSON. */
  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Whether everything that was sent is there; a service adds members of its own, writes words in its own case, and
   * numbers and instants in its own form.
   */
  static boolean covers(JsonNode there, JsonNode sent) {
    if (sent.isObject()) {
      return sent.properties().stream().allMatch(m -> covers(there.path(m.getKey()), m.getValue()));
    }
    if (sent.isArray()) {
      if (!there.isArray() || there.size() != sent.size()) {
        return false;
      }
      for (int i = 0; i < sent.size(); i++) {
        if (!covers(there.get(i), sent.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (sent.isNumber()) {
      return there.isNumber() && there.decimalValue().compareTo(sent.decimalValue()) == 0;
    }
    return there.asText().equalsIgnoreCase(sent.asText()) || Instants.same(there.asText(), sent.asText());
  }
}
