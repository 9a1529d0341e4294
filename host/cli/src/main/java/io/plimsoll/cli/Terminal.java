package io.plimsoll.cli;

/**
 * What the streams of this process can show.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param width columns; tables keep within it on a terminal only
 * @param unicode whether more than ASCII can be shown
 * @param colour whether colours are wanted
 */
record Terminal(boolean out, boolean err, int width, boolean unicode, boolean colour) {
  private static final String ESCAPE = "\u001b[";

  String bold(String text) {
    return styled("1", text);
  }

  String faint(String text) {
    return styled("2", text);
  }

  String red(String text) {
    return styled("31", text);
  }

  String green(String text) {
    return styled("32", text);
  }

  /** A horizontal line of so many columns. */
  String rule(int columns) {
    return (unicode ? "─" : "-").repeat(columns);
  }

  /** The width tables must keep within. */
  int limit() {
    return out ? Math.max(width, 40) : Integer.MAX_VALUE;
  }

  private String styled(String code, String text) {
    return colour && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
