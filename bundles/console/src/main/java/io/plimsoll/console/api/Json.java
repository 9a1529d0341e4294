package io.plimsoll.console.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * JSON as the API speaks it: decimals as text with every digit that says something, constants in lower case with hyphens,
 * times as ISO 8601 writes them. What a request holds beyond what is asked for is refused.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(BigDecimal.class, of(Json::number))
                  .addSerializer(Enum.class, of(e -> name((Enum<?>) e)))
                  .addKeySerializer(Enum.class, new EnumKey()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(com.fasterxml.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  static {
    MAPPER.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build());
  }

  private Json() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a " + value.getClass().getSimpleName(), e);
    }
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads what a request holds.
   *
   * @throws PlimsollException {@code INVALID_REQUEST}, which names the place and never quotes the value
   */
  static <T> T read(byte[] bytes, Class<T> type) {
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      T value = MAPPER.readValue(parser, type);
      if (value == null || parser.nextToken() != null) {
        throw invalid("the body is not one JSON object");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw invalid("there is no field '" + e.getPropertyName() + "' here");
    } catch (JsonMappingException e) {
      PlimsollException own = e.getCause() instanceof PlimsollException p ? p : null;
      if (own != null) {
        throw own;
      }
      String path = e.getPath().stream().map(r -> String.valueOf(r.getFieldName())).collect(Collectors.joining("."));
      throw invalid(path.isEmpty() ? "the body is no such JSON object" : "the value of '" + path + "' is not of its kind");
    } catch (IOException e) {
      throw invalid("the body is no JSON");
    }
  }

  /** Every digit that says something, without an exponent. */
  static String number(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A constant as it is written everywhere: {@code new-charge}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a constant; the message names those there are. */
  static <E extends Enum<E>> E constant(Class<E> type, String field, String text) {
    for (E each : type.getEnumConstants()) {
      if (name(each).equals(text)) {
        return each;
      }
    }
    throw invalid(
        "'" + field + "' is one of "
            + java.util.Arrays.stream(type.getEnumConstants()).map(Json::name).collect(Collectors.joining(", ")));
  }

  static PlimsollException invalid(String problem) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The request cannot be read: " + problem + ".", "See /api/v1/openapi.json for what it takes.");
  }

  private interface Text<T> {
    String of(T value);
  }

  private static <T> JsonSerializer<T> of(Text<T> text) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(text.of(value));
      }
    };
  }

  @SuppressWarnings("rawtypes")
  private static final class EnumKey extends JsonSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator json, SerializerProvider provider) throws IOException {
      json.writeFieldName(name((Enum<?>) value));
    }
  }
}
