package io.plimsoll.console.page;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** What came in a form. */
final class Typed {
  private Typed() {}

  /** One of the constants of a type, in lower or upper case. */
  static <E extends Enum<E>> E constant(Context context, String field, Class<E> type) {
    String text = Objects.requireNonNullElse(context.formParam(field), "");
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> c.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + field + "' is one of "
                        + Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))
                        + " but was '" + text + "'"));
  }
}
