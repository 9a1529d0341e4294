package io.plimsoll.api.focus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a row: a JSON object of keys and values.
 *
 * <p>Azure's native FOCUS exports write {@code {"env":"prod"}}; older exports leave the braces out.
 * A value that is not text keeps its JSON form. Of a key that stands twice, the first value counts.
 *
 * @param values the tags in the order written; empty when there are none or the text is malformed
 * @param problem what was tolerated: {@code TAGS_WITHOUT_BRACES}, {@code TAGS_MALFORMED} or {@code
 *     TAGS_DUPLICATE_KEY}
 */
public record FocusTags(Map<String, String> values, Optional<DataQualityCode> problem) {
  private static final FocusTags EMPTY = new FocusTags(Map.of(), Optional.empty());

  /** Reads the text of a Tags column; never throws. */
  public static FocusTags parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.equals("{}")) {
      return EMPTY;
    }
    boolean braces = trimmed.charAt(0) == '{';
    Parser parser = new Parser(braces ? trimmed : '{' + trimmed + '}');
    if (!parser.object()) {
      return new FocusTags(Map.of(), Optional.of(DataQualityCode.TAGS_MALFORMED));
    }
    Optional<DataQualityCode> problem =
        !braces
            ? Optional.of(DataQualityCode.TAGS_WITHOUT_BRACES)
            : parser.duplicate ? Optional.of(DataQualityCode.TAGS_DUPLICATE_KEY) : Optional.empty();
    return new FocusTags(Collections.unmodifiableMap(parser.values), problem);
  }

  /** One pass over the text; answers false at the first thing that is not JSON. */
  private static final class Parser {
    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private boolean duplicate;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    boolean object() {
      at = 1;
      if (next() == '}') {
        return ended();
      }
      while (true) {
        @Nullable String key = next() == '"' ? quoted() : null;
        if (key == null || next() != ':') {
          return false;
        }
        at++;
        @Nullable String value = value();
        if (value == null) {
          return false;
        }
        if (values.putIfAbsent(key, value) != null) {
          duplicate = true;
        }
        char c = next();
        at++;
        if (c == '}') {
          at--;
          return ended();
        }
        if (c != ',') {
          return false;
        }
      }
    }

    private boolean ended() {
      at++;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at == text.length();
    }

    private char next() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private @Nullable String value() {
      char c = next();
      if (c == '"') {
        return quoted();
      }
      int start = at;
      if (c == '{' || c == '[') {
        return nested() ? text.substring(start, at) : null;
      }
      while (at < text.length() && ",}] \t\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(start, at);
      return word.matches("true|false|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?") ? word : word.equals("null") ? "" : null;
    }

    private boolean nested() {
      int depth = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          if (quoted() == null) {
            return false;
          }
          continue;
        }
        at++;
        if (c == '{' || c == '[') {
          depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
          return true;
        }
      }
      return false;
    }

    private @Nullable String quoted() {
      StringBuilder out = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return out.toString();
        }
        if (c != '\\') {
          out.append(c);
          continue;
        }
        if (at == text.length()) {
          return null;
        }
        char escape = text.charAt(at++);
        switch (escape) {
          case '"', '\\', '/' -> out.append(escape);
          case 'b' -> out.append('\b');
          case 'f' -> out.append('\f');
          case 'n' -> out.append('\n');
          case 'r' -> out.append('\r');
          case 't' -> out.append('\t');
          case 'u' -> {
            if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
              return null;
            }
            out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> {
            return null;
          }
        }
      }
      return null;
    }
  }
}
