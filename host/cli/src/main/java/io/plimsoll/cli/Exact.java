package io.plimsoll.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as programs read them: every digit, no exponent, no grouping. */
final class Exact {
  private Exact() {}

  /** All digits that say something, such as {@code 20.89} for 20.8900. */
  static String number(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static @Nullable String numberOrNull(@Nullable BigDecimal value) {
    return value == null ? null : number(value);
  }

  /** Any value: decimals exact, constants in lower case, dates as ISO writes them. */
  static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number(number);
    }
    return value instanceof Enum<?> constant ? name(constant) : value.toString();
  }

  /** A constant as JSON and people see it: {@code new-charge}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A JSON object in the order given: name, value, name, value. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }
}
