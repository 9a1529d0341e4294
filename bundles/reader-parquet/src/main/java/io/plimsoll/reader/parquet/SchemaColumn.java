package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.FocusType;
import org.jspecify.annotations.Nullable;

/** A column as people see it: one name at the top of the schema. */
sealed interface SchemaColumn {
  String name();

  /** What the file itself says. */
  FocusType type();

  /** Columns of values it takes in each row group. */
  int leaves();

  /** The type in Parquet's words. */
  String physical();

  /** One value a row. */
  record Flat(String name, Leaf leaf) implements SchemaColumn {
    @Override
    public int leaves() {
      return 1;
    }

    @Override
    public FocusType type() {
      return leaf.meaning().type();
    }

    @Override
    public String physical() {
      return leaf.describe();
    }
  }

  /**
   * Pairs of texts, as AWS writes tags; read as a JSON object.
   *
   * @param mapLevel the definition level from which on the map itself is there
   * @param value {@code null} for a map of keys alone
   */
  record TextMap(String name, int mapLevel, Leaf key, @Nullable Leaf value) implements SchemaColumn {
    @Override
    public int leaves() {
      return value == null ? 1 : 2;
    }

    @Override
    public FocusType type() {
      return FocusType.JSON;
    }

    @Override
    public String physical() {
      return "MAP<" + key.describe() + "," + (value == null ? "" : value.describe()) + ">";
    }
  }

  /**
   * Any other nesting: listed, never read.
   *
   * @param leaves columns of values it takes in each row group
   */
  record Nested(String name, String physical, int leaves) implements SchemaColumn {
    @Override
    public FocusType type() {
      return FocusType.JSON;
    }
  }
}
