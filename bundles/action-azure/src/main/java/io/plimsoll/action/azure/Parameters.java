package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The parameters of one plan: read by name, each with its default; all that is wrong with them is told at once. */
final class Parameters {
  private final String kind;
  private final Map<String, String> given;
  private final Map<String, String> spelledOut = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final TreeSet<String> known = new TreeSet<>();

  Parameters(String kind, Map<String, String> given) {
    this.kind = kind;
    this.given = given;
  }

  /** Text of this form; the default need not be given. */
  String text(String name, String defaultValue, Pattern form, String described) {
    String value = given.getOrDefault(name, defaultValue).strip();
    if (value.isEmpty()) {
      problems.add(name + " is missing: " + described);
    } else if (!form.matcher(value).matches()) {
      problems.add(name + " is '" + value + "', not " + described);
    }
    spelledOut.put(name, value);
    return value;
  }

  /** Text that may be absent, and then is not spelled out. */
  String optional(String name, Pattern form, String described) {
    return given.getOrDefault(name, "").isBlank() ? absent(name) : text(name, "", form, described);
  }

  private String absent(String name) {
    spelledOut.remove(name);
    known.add(name);
    return "";
  }

  /** One of these words. */
  String word(String name, String defaultValue, List<String> words) {
    return text(name, defaultValue, Pattern.compile(String.join("|", words)), "one of " + String.join(", ", words));
  }

  /** Whether it was given. */
  boolean has(String name) {
    return !given.getOrDefault(name, "").isBlank();
  }

  /** Replaces what is kept of a parameter. */
  void spell(String name, String value) {
    spelledOut.put(name, value);
  }

  /** Notes a problem that a form cannot see. */
  void refuse(String problem) {
    problems.add(problem);
  }

  /** @throws PlimsollException {@code INVALID_REQUEST} with every problem */
  void validate() {
    known.addAll(spelledOut.keySet());
    for (String name : new TreeSet<>(given.keySet())) {
      if (!known.contains(name)) {
        problems.add(name + " is not a parameter here");
      }
    }
    if (!problems.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The action " + kind + " cannot be planned: " + String.join("; ", problems) + ".",
          "Known parameters: " + String.join(", ", known) + ".");
    }
  }

  /** Every parameter with its value, defaults among them. */
  Map<String, String> spelledOut() {
    return spelledOut;
  }
}
