package io.plimsoll.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes CSV as RFC 4180 has it: comma, CRLF, quotes where needed; an absent value is nothing at all. */
final class Csv {
  private Csv() {}

  static void write(PrintWriter out, Grid grid) {
    line(out, grid.header());
    grid.rows().forEach(row -> line(out, row));
  }

  private static void line(PrintWriter out, List<? extends @Nullable String> values) {
    if (values.size() == 1 && values.get(0) == null) {
      // An empty line would be no row at all.
      out.print("\"\"\r\n");
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.print(',');
      }
      String value = values.get(i);
      out.print(value == null ? "" : quoted(value));
    }
    out.print("\r\n");
  }

  private static String quoted(String value) {
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
