package io.plimsoll.console.page;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it;
 * numbers stay as they are.
 */
final class CsvText {
  private final StringBuilder out = new StringBuilder();

  CsvText(List<String> columns) {
    row(columns);
  }

  /** One more row; {@code null} is an empty field. */
  void row(List<? extends @Nullable Object> fields) {
    out.append(fields.stream().map(CsvText::field).collect(Collectors.joining(","))).append("\r\n");
  }

  private static String field(@Nullable Object field) {
    if (field == null) {
      return "";
    }
    if (!(field instanceof String text)) {
      return field instanceof java.math.BigDecimal number ? number.toPlainString() : field.toString();
    }
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
