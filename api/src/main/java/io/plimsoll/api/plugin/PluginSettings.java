package io.plimsoll.api.plugin;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The settings of one plug-in: flat text, read through typed getters.
 *
 * <p>A getter never throws; it notes the problem and answers its default, so that {@link #validate()}
 * can report every problem at once. An instance belongs to one thread.
 */
public final class PluginSettings {
  private final Map<String, String> values;
  private final Set<String> asked = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  private PluginSettings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Settings of these values; later changes of the map have no effect. */
  public static PluginSettings of(Map<String, String> values) {
    return new PluginSettings(values);
  }

  /** No settings at all. */
  public static PluginSettings none() {
    return of(Map.of());
  }

  /** The text under this name, or the default when it is not set. */
  public String text(String name, String defaultValue) {
    return value(name, defaultValue, Function.identity(), "is not text");
  }

  /** The whole number under this name, or the default when it is not set. */
  public long number(String name, long defaultValue) {
    return value(name, defaultValue, Long::parseLong, "is not a whole number");
  }

  /** The decimal number under this name, or the default when it is not set. */
  public double decimal(String name, double defaultValue) {
    return value(name, defaultValue, Double::parseDouble, "is not a number");
  }

  /** {@code true} or {@code false} under this name, or the default when it is not set. */
  public boolean flag(String name, boolean defaultValue) {
    return value(name, defaultValue, PluginSettings::parseFlag, "is neither true nor false");
  }

  /** An ISO 8601 duration such as {@code PT30S} under this name, or the default when it is not set. */
  public Duration duration(String name, Duration defaultValue) {
    return value(name, defaultValue, Duration::parse, "is not a duration such as PT30S");
  }

  /**
   * Ends reading: throws {@link ErrorCode#INVALID_REQUEST} with every problem met so far, among them
   * every name that was set and never asked for.
   */
  public void validate() {
    List<String> all = new ArrayList<>(problems);
    for (String name : new TreeSet<>(values.keySet())) {
      if (!asked.contains(name)) {
        all.add(name + " is not a setting here");
      }
    }
    if (!all.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The settings are not valid: " + String.join("; ", all) + ".",
          asked.isEmpty() ? "There is nothing to set here." : "Known settings: " + String.join(", ", asked) + ".");
    }
  }

  private <T> T value(String name, T defaultValue, Function<String, T> parse, String problem) {
    asked.add(name);
    String text = values.get(name);
    if (text == null) {
      return defaultValue;
    }
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      problems.add(name + " was '" + text + "' but it " + problem);
      return defaultValue;
    }
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
