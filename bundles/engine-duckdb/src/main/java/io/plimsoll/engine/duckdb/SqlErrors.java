package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an error of DuckDB into one of ours: in plain words, with advice, and without the path of any file. */
final class SqlErrors {
  private static final Pattern KIND =
      Pattern.compile("^(?:java\\.sql\\.SQLException: )?([A-Za-z ]+?) Error: (.*)$", Pattern.DOTALL);
  private static final Pattern NO_COLUMN = Pattern.compile("Referenced column (\"[^\"]+\") (?:was )?not found");
  private static final Pattern HINT =
      Pattern.compile("(?:Candidate bindings?|Candidate functions?|Did you mean):?\\s*(.*)", Pattern.DOTALL);
  private static final String DOES_NOT_FIT = ", which does not fit DECIMAL(";

  private SqlErrors() {}

  /**
   * Rewords an error.
   *
   * @param hidden texts that must not be shown: the paths of files, the names of functions of ours
   */
  static PlimsollException translate(Throwable error, Set<String> hidden) {
    String text = String.valueOf(error.getMessage());
    for (String secret : hidden) {
      text = text.replace(secret, "the export");
    }
    Matcher kind = KIND.matcher(text);
    if (!kind.matches()) {
      return internal(text, error);
    }
    String body = withoutPosition(kind.group(2));
    return switch (kind.group(1).toLowerCase(Locale.ROOT)) {
      case "parser", "binder", "catalog" -> misunderstood(body, error);
      case "conversion", "out of range", "invalid input", "invalid", "type", "mismatch type", "not implemented",
          "divide by zero", "constraint", "syntax" -> failed(body, error);
      case "out of memory" ->
          new PlimsollException(
              ErrorCode.LIMIT_EXCEEDED,
              "The statement needs more memory than it may use.",
              "Ask for fewer columns, a shorter period or fewer groups, or raise the memory limit.",
              error);
      case "permission" ->
          new PlimsollException(
              ErrorCode.REFUSED,
              "The statement reaches for something outside its tables.",
              "Ask the tables; SHOW TABLES lists them.",
              error);
      case "io" ->
          new PlimsollException(
              ErrorCode.INPUT_INVALID,
              "A file of the export cannot be read: " + body + '.',
              "Check that the files are whole, then collect the export again.",
              error);
      default -> internal(body, error);
    };
  }

  private static PlimsollException misunderstood(String body, Throwable error) {
    String message = firstLine(body);
    Matcher column = NO_COLUMN.matcher(message);
    if (column.find()) {
      message = "There is no column " + column.group(1) + " here";
    }
    Matcher hint = HINT.matcher(body);
    String advice =
        hint.find() && !hint.group(1).isBlank()
            ? "Did you mean " + sentence(hint.group(1).replaceAll("\\s+", " ").replace("?", "")) + '?'
            : "DESCRIBE followed by a table's name lists its columns.";
    return new PlimsollException(ErrorCode.INVALID_REQUEST, sentence(message) + '.', advice, error);
  }

  private static PlimsollException failed(String body, Throwable error) {
    String message = firstLine(body);
    if (message.contains(DOES_NOT_FIT)) {
      return new PlimsollException(
          ErrorCode.INPUT_INVALID,
          sentence(message) + '.',
          "Leave the column out of the statement, or ask with a period that does not hold the value.",
          error);
    }
    boolean json = message.toLowerCase(Locale.ROOT).contains("malformed json");
    boolean overflow = message.toLowerCase(Locale.ROOT).contains("overflow");
    String advice =
        json
            ? "Guard the column with CASE WHEN json_valid(column) THEN ... END; some rows hold text that is not JSON."
            : overflow
                ? "The exact result has more than 38 digits; add up fewer rows or CAST to fewer fraction digits."
                : "Correct the expression, or use TRY_CAST where some values do not convert.";
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The statement cannot be computed: " + sentence(message) + '.', advice, error);
  }

  private static PlimsollException internal(String text, Throwable error) {
    return new PlimsollException(
        ErrorCode.INTERNAL,
        "DuckDB failed: " + sentence(firstLine(text)) + '.',
        "Report this with the statement.",
        error);
  }

  /** Without the copy of the statement that DuckDB adds to show where it stumbled. */
  private static String withoutPosition(String body) {
    int position = body.indexOf("\n\nLINE ");
    return (position < 0 ? body : body.substring(0, position)).strip();
  }

  private static String firstLine(String body) {
    int end = body.indexOf('\n');
    return (end < 0 ? body : body.substring(0, end)).strip();
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    while (stripped.endsWith(".") || stripped.endsWith("!")) {
      stripped = stripped.substring(0, stripped.length() - 1).strip();
    }
    return stripped;
  }
}
