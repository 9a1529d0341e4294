package io.plimsoll.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree DuckDB's own parser makes of a statement.
 *
 * <p>The tree is DuckDB's JSON form of it ({@code json_serialize_sql}); text a person wrote appears in values, never
 * as a key.
 *
 * @param key the name under which the parent holds this node; empty in a list
 * @param text of a node that is text, else {@code null}
 */
record SyntaxTree(String key, @Nullable String text, List<SyntaxTree> children) {
  private static final String QUERY =
      """
      WITH parsed AS (SELECT CAST(json_serialize_sql(?) AS JSON) AS tree)
      SELECT node.id, node.parent, node.key, CASE WHEN node.type IN ('VARCHAR', 'BOOLEAN') THEN node.atom ->> '$' END
      FROM parsed, json_tree(parsed.tree) AS node
      WHERE node.type NOT IN ('NULL', 'UBIGINT', 'BIGINT') ORDER BY node.id""";

  /** Parses, without running anything. */
  static SyntaxTree parse(LockedDatabase database, String sql) throws SQLException {
    return database.ask(QUERY, SyntaxTree::read, sql);
  }

  private static SyntaxTree read(ResultSet rows) throws SQLException {
    Map<Long, SyntaxTree> nodes = new HashMap<>();
    SyntaxTree root = new SyntaxTree("", null, new ArrayList<>());
    while (rows.next()) {
      String key = rows.getString(3);
      SyntaxTree node = new SyntaxTree(key == null ? "" : key, rows.getString(4), new ArrayList<>());
      nodes.put(rows.getLong(1), node);
      long parent = rows.getLong(2);
      if (rows.wasNull()) {
        root = node;
      } else {
        nodes.get(parent).children.add(node);
      }
    }
    return root;
  }

  /** The child of this key, or {@code null}. */
  @Nullable SyntaxTree child(String childKey) {
    return children.stream().filter(c -> c.key.equals(childKey)).findFirst().orElse(null);
  }

  /** The text under this key; empty when there is none. */
  String textOf(String childKey) {
    SyntaxTree child = child(childKey);
    return child == null || child.text == null ? "" : child.text;
  }
}
