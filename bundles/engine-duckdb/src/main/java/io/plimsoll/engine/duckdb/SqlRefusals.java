package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.Collection;
import java.util.TreeSet;

/** The words in which a statement is refused. */
final class SqlRefusals {
  static final String READ_ONLY_ADVICE =
      "Ask with one SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, EXPLAIN or SHOW TABLES statement.";

  private SqlRefusals() {}

  static PlimsollException refused(String message, String advice) {
    return new PlimsollException(ErrorCode.REFUSED, message, advice);
  }

  static PlimsollException invalid(String message, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, message, advice);
  }

  static PlimsollException notReading() {
    return refused("The statement is not a query; SQL here only reads.", READ_ONLY_ADVICE);
  }

  static PlimsollException fileOrUrl(String name) {
    return refused(
        "The statement reads '" + name + "'; SQL here reads no files and no addresses.",
        "Ask the tables; SHOW TABLES lists them.");
  }

  static PlimsollException system(String name) {
    return refused(
        "The statement reads " + name + "; SQL here sees no settings, files or catalogues of the engine.",
        "SHOW TABLES lists the tables, DESCRIBE followed by a table's name its columns.");
  }

  static PlimsollException unknownTable(String name, Collection<String> tables) {
    return invalid(
        "There is no table " + name + ".",
        tables.isEmpty()
            ? "There is no data to ask yet."
            : "Tables: " + String.join(", ", new TreeSet<>(tables)) + ".");
  }

  static PlimsollException function(String name) {
    return refused(
        "The function " + name + " is not available here.",
        "Functions that compute are; those that read files, settings, catalogues or other statements are not.");
  }

  static PlimsollException unknownFunction(String name) {
    return invalid("There is no function " + name + ".", "The functions are those of DuckDB; look the name up there.");
  }
}
