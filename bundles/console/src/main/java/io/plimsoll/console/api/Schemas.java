package io.plimsoll.console.api;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON Schemas (2020-12) of records, from the records themselves, so that what is documented is what is written: every
 * component is there, what may be {@code null} says so, and nothing else is.
 */
final class Schemas {
  private static final String NULLABLE = "org.jspecify.annotations.Nullable";

  private final Map<String, Map<String, Object>> components = new TreeMap<>();

  /** By name, in order. */
  Map<String, Map<String, Object>> components() {
    return components;
  }

  /** The schema of a type: in place, or a reference to a component. */
  Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType of) {
      Class<?> raw = (Class<?>) of.getRawType();
      Type[] arguments = of.getActualTypeArguments();
      if (Collection.class.isAssignableFrom(raw)) {
        return array(of(arguments[0]));
      }
      if (raw == Page.class) {
        return page(of(arguments[0]));
      }
      return map(of(arguments[1]));
    }
    return ofClass((Class<?>) type);
  }

  private Map<String, Object> of(AnnotatedType annotated) {
    Type type = annotated.getType();
    Map<String, Object> schema;
    if (annotated instanceof AnnotatedParameterizedType of && type instanceof ParameterizedType generic) {
      AnnotatedType[] arguments = of.getAnnotatedActualTypeArguments();
      boolean list = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
      schema = list ? array(of(arguments[0])) : map(of(arguments[1]));
    } else if (annotated instanceof AnnotatedArrayType) {
      throw new IllegalStateException("records of the API hold lists, not arrays");
    } else {
      schema = of(type);
    }
    return isNullable(annotated) ? orNull(schema) : schema;
  }

  /** By name: the API's annotation and the one inside this bundle are classes of two loaders. */
  private static boolean isNullable(AnnotatedType type) {
    return Arrays.stream(type.getAnnotations()).anyMatch(a -> a.annotationType().getName().equals(NULLABLE));
  }

  private Map<String, Object> ofClass(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return object("type", "boolean");
    }
    if (type == int.class || type == Integer.class) {
      return object("type", "integer", "format", "int32");
    }
    if (type == long.class || type == Long.class) {
      return object("type", "integer", "format", "int64");
    }
    if (type == BigDecimal.class) {
      return object("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]+)?$", "description", "A decimal with every digit, as text.");
    }
    if (type == Instant.class) {
      return object("type", "string", "format", "date-time");
    }
    if (type == LocalDate.class) {
      return object("type", "string", "format", "date");
    }
    if (type == Duration.class) {
      return object("type", "string", "format", "duration");
    }
    if (type == String.class || type == URI.class) {
      return object("type", "string");
    }
    if (type.isEnum()) {
      return object("type", "string", "enum", Arrays.stream(type.getEnumConstants()).map(e -> Json.name((Enum<?>) e)).toList());
    }
    if (type.isRecord()) {
      return reference(type);
    }
    throw new IllegalStateException("there is no schema for " + type);
  }

  private Map<String, Object> reference(Class<?> record) {
    String name = name(record);
    if (!components.containsKey(name)) {
      Map<String, Object> schema = new LinkedHashMap<>();
      components.put(name, schema);
      Map<String, Object> properties = new LinkedHashMap<>();
      List<String> required = new ArrayList<>();
      boolean request = record.getEnclosingClass() == Requests.class;
      for (RecordComponent component : record.getRecordComponents()) {
        properties.put(component.getName(), of(component.getAnnotatedType()));
        if (!request || !isNullable(component.getAnnotatedType())) {
          required.add(component.getName());
        }
      }
      schema.put("type", "object");
      schema.put("properties", properties);
      schema.put("required", required);
      schema.put("additionalProperties", false);
    }
    return object("$ref", "#/components/schemas/" + name);
  }

  /** Its own name; one inside another of the API goes by both. */
  private static String name(Class<?> record) {
    Class<?> outer = record.getEnclosingClass();
    if (outer == null || outer == Answers.class) {
      return record.getSimpleName();
    }
    return outer == Requests.class ? record.getSimpleName() + "Request" : outer.getSimpleName() + record.getSimpleName();
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    return object("type", "array", "items", items);
  }

  private static Map<String, Object> map(Map<String, Object> values) {
    return object("type", "object", "additionalProperties", values);
  }

  private static Map<String, Object> page(Map<String, Object> items) {
    return object(
        "type", "object",
        "properties", object("items", array(items), "next", object("type", List.of("string", "null"))),
        "required", List.of("items", "next"),
        "additionalProperties", false);
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
      Map<String, Object> with = new LinkedHashMap<>(schema);
      with.put("type", List.of(type, "null"));
      return with;
    }
    return object("anyOf", List.of(schema, object("type", "null")));
  }

  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
