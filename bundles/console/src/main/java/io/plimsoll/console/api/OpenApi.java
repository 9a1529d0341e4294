package io.plimsoll.console.api;

import static io.plimsoll.console.api.Schemas.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes as OpenAPI 3.1 describes them. */
final class OpenApi {
  private static final Pattern NAMED = Pattern.compile("\\{([a-z]+)}", Pattern.CASE_INSENSITIVE);

  private OpenApi() {}

  static Map<String, Object> of(List<Route> routes) {
    Schemas schemas = new Schemas();
    Map<String, Object> problem = schemas.of(Problem.class);
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      @SuppressWarnings("unchecked")
      Map<String, Object> path =
          (Map<String, Object>) paths.computeIfAbsent(Api.PATH + route.path(), p -> new LinkedHashMap<String, Object>());
      path.put(route.method().name().toLowerCase(Locale.ROOT), operation(route, schemas, problem));
    }
    paths.put(
        Api.PATH + "/openapi.json",
        object(
            "get",
            object(
                "operationId", "openApi", "summary", "This document.", "security", List.of(),
                "responses", object("200", object("description", "OpenAPI 3.1.", "content", object("application/json", object("schema", object("type", "object"))))))));
    return object(
        "openapi", "3.1.0",
        "info", object(
            "title", "Plimsoll", "version", "1",
            "description", "Costs, anomalies, collections and people of organisations. Decimals are text with every digit."),
        "servers", List.of(object("url", "/")),
        "paths", paths,
        "components",
        object(
            "schemas", schemas.components(),
            "securitySchemes",
            object(
                "key", object("type", "apiKey", "in", "header", "name", "X-API-Key"),
                "session", object("type", "apiKey", "in", "cookie", "name", "__Host-plimsoll"))));
  }

  private static Map<String, Object> operation(Route route, Schemas schemas, Map<String, Object> problem) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", route.id());
    operation.put("summary", route.summary());
    operation.put(
        "security",
        route.access() == Route.Access.PUBLIC
            ? List.of()
            : List.of(object("key", List.of()), object("session", List.of())));
    List<Object> parameters = new ArrayList<>();
    Matcher named = NAMED.matcher(route.path());
    while (named.find()) {
      parameters.add(object("name", named.group(1), "in", "path", "required", true, "schema", object("type", "string")));
    }
    for (Route.Parameter p : route.parameters()) {
      Map<String, Object> schema = object("type", p.type());
      if (p.values() != null) {
        schema.put("enum", p.values());
      }
      parameters.add(object("name", p.name(), "in", "query", "description", p.description(), "required", p.required(), "schema", schema));
    }
    if (route.method() == Route.Method.POST && route.access() == Route.Access.SIGNED_IN) {
      parameters.add(
          object(
              "name", "Idempotency-Key", "in", "header", "required", false, "schema", object("type", "string"),
              "description", "The same request with the same key is done once."));
    }
    operation.put("parameters", parameters);
    if (route.body() != null) {
      operation.put(
          "requestBody",
          object("required", true, "content", object("application/json", object("schema", schemas.of(route.body())))));
    }
    operation.put("responses", responses(route, schemas, problem));
    return operation;
  }

  private static Map<String, Object> responses(Route route, Schemas schemas, Map<String, Object> problem) {
    Map<String, Object> responses = new LinkedHashMap<>();
    Map<String, Object> well = object("description", "Done.");
    if (route.answer() != null) {
      Map<String, Object> content = object("application/json", object("schema", schemas.of(route.answer())));
      route.formats().forEach(type -> content.put(type, object()));
      well.put("content", content);
    }
    responses.put(Integer.toString(route.status()), well);
    responses.put(
        "default",
        object("description", "What went wrong (RFC 9457).", "content", object("application/problem+json", object("schema", problem))));
    return responses;
  }
}
