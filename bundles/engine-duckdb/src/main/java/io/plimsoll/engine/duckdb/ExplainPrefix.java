package io.plimsoll.engine.duckdb;

import java.util.Locale;

/**
 * The EXPLAIN in front of a statement, which DuckDB's tree does not show.
 *
 * <p>Only the keyword is taken off, so whatever follows is judged as a statement of its own.
 *
 * @param keywords {@code EXPLAIN } or nothing
 * @param rest the statement behind it
 */
record ExplainPrefix(String keywords, String rest) {
  private static final String EXPLAIN = "EXPLAIN";
  private static final String ANALYZE = "ANALYZE";

  static ExplainPrefix of(String sql) {
    int start = afterBlanks(sql, 0);
    if (!word(sql, start).equals(EXPLAIN)) {
      return new ExplainPrefix("", sql);
    }
    int rest = start + EXPLAIN.length();
    int next = afterBlanks(sql, rest);
    if (word(sql, next).equals(ANALYZE)) {
      throw SqlRefusals.refused("EXPLAIN ANALYZE is not available here.", "EXPLAIN shows the plan without running it.");
    }
    return new ExplainPrefix(EXPLAIN + ' ', sql.substring(rest));
  }

  private static String word(String sql, int start) {
    int end = start;
    while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return sql.substring(start, end).toUpperCase(Locale.ROOT);
  }

  private static int afterBlanks(String sql, int start) {
    int at = start;
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        break;
      }
    }
    return at;
  }
}
