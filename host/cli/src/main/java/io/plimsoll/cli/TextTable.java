package io.plimsoll.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns under headings: text to the left, numbers to the right, the widest texts cut where a terminal ends. */
final class TextTable {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private record Column(String heading, boolean number) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<List<String>> totals = new ArrayList<>();
  private String indent = "";

  /** Adds a column of text. */
  TextTable text(String heading) {
    columns.add(new Column(Plain.text(heading), false));
    return this;
  }

  /** Adds a column of numbers. */
  TextTable number(String heading) {
    columns.add(new Column(Plain.text(heading), true));
    return this;
  }

  /** Begins every line with this. */
  TextTable indent(String blanks) {
    indent = blanks;
    return this;
  }

  TextTable row(List<? extends @Nullable String> cells) {
    rows.add(plain(cells));
    return this;
  }

  TextTable row(@Nullable String... cells) {
    return row(Arrays.asList(cells));
  }

  /** Adds a row below the line. */
  TextTable total(List<? extends @Nullable String> cells) {
    totals.add(plain(cells));
    return this;
  }

  List<String> lines(Terminal terminal) {
    int[] widths = widths(terminal.limit());
    List<String> lines = new ArrayList<>();
    boolean headed = columns.stream().anyMatch(c -> !c.heading().isEmpty());
    String rule = indent + terminal.faint(terminal.rule(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
    if (headed) {
      lines.add(indent + terminal.bold(line(columns.stream().map(Column::heading).toList(), widths, terminal)));
      lines.add(rule);
    }
    rows.forEach(row -> lines.add(indent + line(row, widths, terminal)));
    if (!totals.isEmpty()) {
      lines.add(rule);
    }
    totals.forEach(row -> lines.add(indent + terminal.bold(line(row, widths, terminal))));
    return lines;
  }

  private int[] widths(int limit) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = Plain.width(columns.get(i).heading());
      rows.forEach(row -> widths[column] = Math.max(widths[column], Plain.width(row.get(column))));
      totals.forEach(row -> widths[column] = Math.max(widths[column], Plain.width(row.get(column))));
    }
    int room = limit - indent.length() - GAP.length() * (widths.length - 1);
    int widest = widestText(widths);
    while (Arrays.stream(widths).asLongStream().sum() > room && widths[widest] > NARROWEST) {
      widths[widest]--;
      widest = widestText(widths);
    }
    return widths;
  }

  private int widestText(int[] widths) {
    int widest = 0;
    for (int i = 0; i < widths.length; i++) {
      if (!columns.get(i).number() && (columns.get(widest).number() || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private String line(List<String> cells, int[] widths, Terminal terminal) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean number = columns.get(i).number();
      String cell = number ? cells.get(i) : Plain.cut(cells.get(i), widths[i], terminal.unicode());
      String padding = " ".repeat(Math.max(widths[i] - Plain.width(cell), 0));
      line.append(i == 0 ? "" : GAP).append(number ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private List<String> plain(List<? extends @Nullable String> cells) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String cell = i < cells.size() ? cells.get(i) : null;
      row.add(cell == null ? "" : Plain.text(cell));
    }
    return row;
  }
}
