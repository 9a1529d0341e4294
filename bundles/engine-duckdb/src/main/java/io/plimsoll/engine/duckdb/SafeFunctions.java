package io.plimsoll.engine.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions a statement may call: those of DuckDB that only compute, listed by name.
 *
 * <p>The list is of what is allowed, so that a new version of DuckDB adds nothing unseen.
 */
final class SafeFunctions {
  private final Set<String> functions;

  private SafeFunctions(Set<String> functions) {
    this.functions = functions;
  }

  static SafeFunctions load() {
    try (InputStream in = SafeFunctions.class.getResourceAsStream("safe-functions.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new SafeFunctions(
          lines.lines().filter(line -> !line.startsWith("-- ")).collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean contains(String function) {
    return functions.contains(function.toLowerCase(Locale.ROOT));
  }

  /** Whether DuckDB has a function of this name, whatever it does. */
  boolean isKnown(LockedDatabase database, String function) throws SQLException {
    return database.ask(
        "SELECT 1 FROM duckdb_functions() WHERE function_name = ? LIMIT 1",
        ResultSet::next,
        function.toLowerCase(Locale.ROOT));
  }
}
