package io.plimsoll.engine.duckdb;

import static io.plimsoll.engine.duckdb.SqlRefusals.invalid;
import static io.plimsoll.engine.duckdb.SqlRefusals.refused;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whether a statement may run, on the tree DuckDB's own parser makes of it.
 *
 * <p>Everything is refused that is not known to read only the tables handed over: a kind of node, a function or a
 * table that this class does not know. The database is locked as well, so a statement has to get past two doors.
 */
final class StatementGate {
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION",
          "LAMBDA", "OPERATOR", "POSITIONAL_REFERENCE", "STAR", "SUBQUERY", "TYPE", "WINDOW");
  private static final Set<String> NODES =
      Set.of(
          "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE",
          "BASE_TABLE", "EMPTY", "EXPRESSION_LIST", "JOIN", "PIVOT", "SHOW_REF", "SUBQUERY", "TABLE_FUNCTION",
          "DISTINCT_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "ORDER_MODIFIER",
          "ASCENDING", "DESCENDING", "ORDER_DEFAULT");
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest");
  private static final String SHOW_TABLES = "\"tables\"";

  private final LockedDatabase database;
  private final SafeFunctions functions;
  private final Map<String, String> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> withNames = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  private StatementGate(LockedDatabase database, SafeFunctions functions, Collection<String> tables) {
    this.database = database;
    this.functions = functions;
    tables.forEach(name -> this.tables.put(name, name));
  }

  /**
   * Lets a statement through or refuses it.
   *
   * @param tables names of all tables there are
   * @throws io.plimsoll.api.PlimsollException {@code REFUSED} or {@code INVALID_REQUEST}
   */
  static AllowedStatement check(
      LockedDatabase database, String sql, Collection<String> tables, SafeFunctions functions) throws SQLException {
    ExplainPrefix prefix = ExplainPrefix.of(sql);
    SyntaxTree root = SyntaxTree.parse(database, prefix.rest());
    if (root.textOf("error").equals("true")) {
      throw unparsed(root);
    }
    SyntaxTree statements = root.child("statements");
    int count = statements == null ? 0 : statements.children().size();
    if (count == 0) {
      throw invalid("There is no statement.", SqlRefusals.READ_ONLY_ADVICE);
    }
    if (count > 1) {
      throw refused("There are " + count + " statements; one is run at a time.", "Send them one after the other.");
    }
    StatementGate gate = new StatementGate(database, functions, tables);
    SyntaxTree statement = statements.children().get(0);
    gate.collectWithNames(statement);
    gate.check(statement);
    return new AllowedStatement(prefix.keywords() + prefix.rest(), Set.copyOf(gate.used), !prefix.keywords().isEmpty());
  }

  private static RuntimeException unparsed(SyntaxTree root) {
    // Everything that is not a SELECT has a grammar of its own and fails with this one error.
    if (root.textOf("error_type").equals("not implemented")) {
      return SqlRefusals.notReading();
    }
    return invalid(
        "The statement cannot be understood: " + root.textOf("error_message") + ".", "Correct it and ask again.");
  }

  private void collectWithNames(SyntaxTree node) {
    if (node.key().equals("cte_map")) {
      SyntaxTree entries = node.child("map");
      if (entries != null) {
        entries.children().forEach(entry -> withName(entry.textOf("key")));
      }
    }
    node.children().forEach(this::collectWithNames);
  }

  /**
   * A name of a WITH counts wherever it stands in the statement, which is wider than its scope. That is safe as long
   * as nothing of the engine answers to the name outside the scope.
   */
  private void withName(String name) {
    if (looksLikeFile(name)) {
      throw SqlRefusals.fileOrUrl(name);
    }
    if (isSystem(name)) {
      throw refused(
          "A WITH here cannot be named " + name + "; the engine uses the name itself.", "Choose another name.");
    }
    withNames.add(name.toLowerCase(Locale.ROOT));
  }

  private void check(SyntaxTree node) throws SQLException {
    String expression = node.textOf("class");
    String type = node.textOf("type");
    if (!expression.isEmpty()) {
      checkExpression(node, expression);
    } else if (!type.isEmpty()) {
      checkNode(node, type);
    }
    for (SyntaxTree child : node.children()) {
      check(child);
    }
  }

  private void checkExpression(SyntaxTree node, String expression) throws SQLException {
    if (expression.equals("PARAMETER")) {
      throw invalid("The statement has a parameter without a value.", "Write the value in its place.");
    }
    if (!EXPRESSIONS.contains(expression)) {
      throw refused("The statement uses " + readable(expression) + ", which is not available here.",
          SqlRefusals.READ_ONLY_ADVICE);
    }
    String function = node.textOf("function_name");
    // The function of FROM function(...) is judged with its table.
    if (function.isEmpty() || node.key().equals("function")) {
      return;
    }
    if (!functions.contains(function)) {
      throw functions.isKnown(database, function)
          ? SqlRefusals.function(function)
          : SqlRefusals.unknownFunction(function);
    }
    SizedFunctions.check(function, node);
  }

  private void checkNode(SyntaxTree node, String type) {
    if (type.endsWith("_QUERY_NODE")) {
      throw SqlRefusals.notReading();
    }
    if (!NODES.contains(type)) {
      throw refused("The statement uses " + readable(type) + ", which is not available here.",
          SqlRefusals.READ_ONLY_ADVICE);
    }
    switch (type) {
      case "BASE_TABLE" -> checkTable(node);
      case "TABLE_FUNCTION" -> checkTableFunction(node);
      case "SHOW_REF" -> checkShow(node);
      default -> {
        // Its children are checked in their turn.
      }
    }
  }

  private void checkTable(SyntaxTree node) {
    String name = node.textOf("table_name");
    String schema = node.textOf("schema_name");
    String catalog = node.textOf("catalog_name");
    if (!schema.isEmpty() || !catalog.isEmpty()) {
      String full = (catalog.isEmpty() ? "" : catalog + '.') + (schema.isEmpty() ? "" : schema + '.') + name;
      throw looksLikeFile(name) ? SqlRefusals.fileOrUrl(full) : SqlRefusals.system(full);
    }
    String table = tables.get(name);
    if (table != null) {
      used.add(table);
    } else if (!withNames.contains(name.toLowerCase(Locale.ROOT))) {
      if (looksLikeFile(name)) {
        throw SqlRefusals.fileOrUrl(name);
      }
      throw isSystem(name) ? SqlRefusals.system(name) : SqlRefusals.unknownTable(name, tables.values());
    }
  }

  private void checkTableFunction(SyntaxTree node) {
    SyntaxTree function = node.child("function");
    String name = function == null ? "" : function.textOf("function_name").toLowerCase(Locale.ROOT);
    if (TABLE_FUNCTIONS.contains(name)) {
      return;
    }
    if (name.startsWith("read_") || name.endsWith("_scan") || name.startsWith("parquet_") || name.equals("glob")
        || name.startsWith("sniff_")) {
      throw refused("The function " + name + " reads files; SQL here reads only its tables.",
          "SHOW TABLES lists the tables.");
    }
    throw isSystem(name) ? SqlRefusals.system(name) : SqlRefusals.function(name);
  }

  private void checkShow(SyntaxTree node) {
    if (node.child("query") != null) {
      return;
    }
    String what = node.textOf("table_name");
    if (!what.equals(SHOW_TABLES) || !node.textOf("show_type").equals("SHOW_SPECIAL")) {
      throw refused("Of the SHOW statements only SHOW TABLES is available here.", SqlRefusals.READ_ONLY_ADVICE);
    }
    used.addAll(tables.values());
  }

  private static boolean isSystem(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("duckdb_") || lower.startsWith("pg_") || lower.startsWith("sqlite_")
        || lower.startsWith("pragma_") || lower.startsWith("information_schema");
  }

  private static boolean looksLikeFile(String name) {
    return name.chars().anyMatch(c -> "./\\:*?[]{}".indexOf(c) >= 0);
  }

  private static String readable(String kind) {
    return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
