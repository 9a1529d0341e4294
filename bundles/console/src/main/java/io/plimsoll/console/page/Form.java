package io.plimsoll.console.page;

import io.javalin.http.Context;
import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a form was filled in with. What cannot be read fails with {@link IllegalArgumentException}, as {@link Refusal} takes it. */
final class Form {
  private Form() {}

  /** A text without what is around it; empty when it is missing. */
  static String text(Context context, String field) {
    return Objects.requireNonNullElse(context.formParam(field), "").strip();
  }

  static String needed(Context context, String field) {
    String text = text(context, field);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return text;
  }

  static @Nullable LocalDate day(Context context, String field) {
    String text = text(context, field);
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + field + "' is a day such as 2026-11-03 but was '" + text + "'", e);
    }
  }

  /** Whole days, from the first to the last. */
  static Period days(Context context) {
    LocalDate first = day(context, "first");
    LocalDate last = day(context, "last");
    if (first == null) {
      throw new IllegalArgumentException("the first day is missing");
    }
    LocalDate end = (last == null ? first : last).plusDays(1);
    if (!first.isBefore(end)) {
      throw new IllegalArgumentException("the last day, " + last + ", is before the first, " + first);
    }
    return new Period(first, end);
  }

  static BigDecimal amount(Context context, String field) {
    String text = text(context, field);
    if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException("'" + field + "' is a number such as 200 or 0.5 but was '" + text + "'");
    }
    return new BigDecimal(text);
  }

  /** One of the constants, as pages write them; {@code null} when it is empty. */
  static <E extends Enum<E>> @Nullable E constant(Context context, String field, Class<E> type) {
    String text = text(context, field);
    return text.isEmpty() ? null : constant(text, field, type);
  }

  /** Each that was ticked. */
  static <E extends Enum<E>> List<E> constants(Context context, String field, Class<E> type) {
    return context.formParams(field).stream().map(text -> constant(text, field, type)).toList();
  }

  private static <E extends Enum<E>> E constant(String text, String field, Class<E> type) {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + field + "' cannot be '" + text + "'", e);
    }
  }

  /** Lines of {@code name=value}. */
  static Map<String, String> pairs(Context context, String field) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : text(context, field).split("\\R")) {
      if (line.isBlank()) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a line of '" + field + "' is NAME=VALUE but was '" + line.strip() + "'");
      }
      pairs.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
    return pairs;
  }

  /** Names with commas or blanks between them. */
  static List<String> names(Context context, String field) {
    List<String> names = new ArrayList<>();
    for (String name : text(context, field).split("[,\\s]+")) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
