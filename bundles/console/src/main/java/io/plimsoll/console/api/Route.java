package io.plimsoll.console.api;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing the API does: how it is asked for, by whom, what it answers, and the code that does it. Served, documented and
 * tested from this one value.
 *
 * @param path below {@code /api/v1}, with {@code {names}}
 * @param id its name in the documentation
 * @param body what a request holds; {@code null} for nothing
 * @param status of the answer when all is well
 * @param answer what it answers; {@code null} for nothing
 * @param formats content types beside JSON
 * @param secret whether the answer holds something that is shown once
 */
record Route(
    Method method,
    String path,
    String id,
    String summary,
    Access access,
    List<Parameter> parameters,
    @Nullable Class<?> body,
    int status,
    @Nullable Type answer,
    List<String> formats,
    boolean secret,
    Work work) {

  /** How it is asked for. */
  enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /** By whom. */
  enum Access {
    /** By anybody. */
    PUBLIC,
    /** By who has signed in, or a key; what he may do is decided behind the front door. */
    SIGNED_IN
  }

  /** A parameter behind the question mark. */
  record Parameter(String name, String description, boolean required, String type, @Nullable List<String> values) {}

  /** What is done. */
  @FunctionalInterface
  interface Work {
    void handle(Visit visit);
  }

  static Route of(Method method, String path, String id, String summary, Access access, Work work) {
    return new Route(method, path, id, summary, access, List.of(), null, 200, null, List.of(), false, work);
  }

  Route takes(Class<?> type) {
    return new Route(method, path, id, summary, access, parameters, type, status, answer, formats, secret, work);
  }

  Route answers(Type type) {
    return new Route(method, path, id, summary, access, parameters, body, status, type, formats, secret, work);
  }

  Route answers(int code, @Nullable Type type) {
    return new Route(method, path, id, summary, access, parameters, body, code, type, formats, secret, work);
  }

  Route alsoAs(String... types) {
    return new Route(method, path, id, summary, access, parameters, body, status, answer, List.of(types), secret, work);
  }

  /** Its answer is shown once. */
  Route once() {
    return new Route(method, path, id, summary, access, parameters, body, status, answer, formats, true, work);
  }

  Route with(String name, String description) {
    return with(new Parameter(name, description, false, "string", null));
  }

  Route needs(String name, String description) {
    return with(new Parameter(name, description, true, "string", null));
  }

  Route oneOf(String name, String description, List<String> values) {
    return with(new Parameter(name, description, false, "string", values));
  }

  Route number(String name, String description) {
    return with(new Parameter(name, description, false, "integer", null));
  }

  /** Its answer is a page. */
  Route paged() {
    return number("limit", "How many at most, 1 to 500; 100 without it.")
        .with("cursor", "Where to go on: `next` of the page before.");
  }

  private Route with(Parameter parameter) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new Route(method, path, id, summary, access, List.copyOf(more), body, status, answer, formats, secret, work);
  }
}
