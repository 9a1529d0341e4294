package io.plimsoll.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

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
    int room = Math.max(terminal.limit() - Math.max(first.length(), others.length()), 20);
    String lead = first;
    for (String line : broken(Plain.text(text), room)) {
      line(lead + line);
      lead = others;
    }
    return this;
  }

  private static List<String> broken(String text, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
