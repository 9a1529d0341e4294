package io.plimsoll.api.plugin;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one plug-in: flat text, read through typed getters.
 *
 * <p>A getter never throws; it notes the problem and answers its default, so that {@link #validate()}
 * can report every problem at once. An instance belongs to one thread.
 */
public final class PluginSettings {
  private static final Pattern REFERENCE = Pattern.compile("(env|file):.+");

  private final Map<String, String> values;
  private final @Nullable SecretSource secrets;
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> problems = new LinkedHashSet<>();

  private PluginSettings(Map<String, String> values, @Nullable SecretSource secrets) {
    this.values = Map.copyOf(values);
    this.secrets = secrets;
  }

  /** Settings of these values; later changes of the map have no effect. */
  public static PluginSettings of(Map<String, String> values) {
    return new PluginSettings(values, null);
  }

  /**
   * Settings of which some may be references to secrets, such as {@code env:TOKEN} or {@code file:/run/token}. A
   * secret is read when it is asked for, and no problem shows it.
   */
  public static PluginSettings of(Map<String, String> values, SecretSource secrets) {
    return new PluginSettings(values, secrets);
  }

  /** Whether this text refers to a secret. */
  public static boolean isReference(String text) {
    return REFERENCE.matcher(text.strip()).matches();
  }

  /** No settings at all. */
  public static PluginSettings none() {
    return of(Map.of());
  }

  /** The text under this name, or the default when it is not set. */
  public String text(String name, String defaultValue) {
    return value(name, defaultValue, Function.identity(), "is not text");
  }

  /**
   * The secret under this name, or the default when it is not set. It can be given by reference alone, so that it
   * stands in no command line, database or message.
   */
  public String secret(String name, String defaultValue) {
    asked.add(name);
    String given = values.get(name);
    if (given != null && secrets != null && !isReference(given)) {
      problems.add(name + " is a secret; give a reference to it, such as env:NAME or file:PATH, not the secret itself");
      return defaultValue;
    }
    return text(name, defaultValue);
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
   * Notes a problem that the getters cannot see, such as a number out of bounds.
   *
   * @param problem how the value is wrong; reads on after the name, as in {@code "is not above 0"}
   */
  public void refuse(String name, String problem) {
    asked.add(name);
    problems.add(name + " " + problem);
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
    String given = values.get(name);
    if (given == null) {
      return defaultValue;
    }
    boolean isSecret = secrets != null && isReference(given);
    try {
      String text = secrets != null && isSecret ? secrets.secret(given.strip()) : given;
      return parse.apply(text.strip());
    } catch (PlimsollException e) {
      problems.add(name + " refers to " + given.strip() + ", " + e.getMessage());
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      problems.add(isSecret ? "the secret that " + name + " refers to " + problem : name + " was '" + given + "' but it " + problem);
    }
    return defaultValue;
  }

  /** The names alone: values may be nobody else's business. */
  @Override
  public String toString() {
    return "settings " + new TreeSet<>(values.keySet());
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
