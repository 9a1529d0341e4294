package io.plimsoll.cli;

import java.io.PrintWriter;

/** Text for people: lines and tables that keep within the terminal. */
final class Page {
  private final PrintWriter out;
  private final Terminal terminal;

  Page(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  /** One line as it is. */
  Page line(String text) {
    out.println(text);
    return this;
  }

  Page blank() {
    return line("");
  }

  Page title(String text) {
    return line(terminal.bold(Plain.text(text)));
  }

  Page table(TextTable table) {
    table.lines(terminal).forEach(this::line);
    return this;
  }

  /** A sentence, broken at blanks on a terminal, each line behind the indent. */
  Page sentence(String indent, String text) {
    return sentence(indent, indent, text);
  }

  /** A sentence whose first line stands behind something else than the others. */
  Page sentence(String first, String others, String text) {
    int limit = terminal.limit();
    StringBuilder line = new StringBuilder(first);
    int lead = first.length();
    for (String word : Plain.text(text).split(" ")) {
      if (line.length() > lead && Plain.width(line.toString()) + 1 + Plain.width(word) > limit) {
        line(line.toString());
        line.setLength(0);
        line.append(others);
        lead = others.length();
      }
      line.append(line.length() == lead ? "" : " ").append(word);
    }
    return line(line.toString());
  }
}
