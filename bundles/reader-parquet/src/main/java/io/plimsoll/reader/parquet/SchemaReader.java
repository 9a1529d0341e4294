package io.plimsoll.reader.parquet;

import java.util.ArrayList;
import java.util.List;

/** Turns the flat list of schema nodes into columns. */
final class SchemaReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_DECIMAL_BYTES = 32;

  private final List<SchemaElement> elements;
  private int next = 1;
  private int leaves;

  private SchemaReader(List<SchemaElement> elements) {
    this.elements = elements;
  }

  static List<SchemaColumn> columns(List<SchemaElement> elements) {
    if (elements.isEmpty()) {
      throw new MalformedException("it has no schema");
    }
    SchemaReader reader = new SchemaReader(elements);
    List<SchemaColumn> columns = new ArrayList<>();
    for (int i = 0; i < elements.get(0).children; i++) {
      columns.add(reader.column());
    }
    if (reader.next != elements.size()) {
      throw new MalformedException("its schema has nodes without a parent");
    }
    return columns;
  }

  private SchemaColumn column() {
    SchemaElement top = peek(0);
    if (top.children == 0 && !top.isRepeated()) {
      next++;
      return new SchemaColumn.Flat(top.name, leaf(top, top.repetition, 0));
    }
    if (top.isMap() && !top.isRepeated() && top.children == 1 && isTextMap()) {
      int mapLevel = top.repetition;
      int children = peek(1).children;
      next += 2;
      Leaf key = mapLeaf(mapLevel);
      return new SchemaColumn.TextMap(top.name, mapLevel, key, children == 2 ? mapLeaf(mapLevel) : null);
    }
    int before = leaves;
    skip(0);
    return new SchemaColumn.Nested(
        top.name,
        (top.children == 0 ? "REPEATED" : top.isRepeated() ? "REPEATED GROUP" : "GROUP")
            + " of " + (leaves - before) + " leaves",
        leaves - before);
  }

  private boolean isTextMap() {
    SchemaElement pair = peek(1);
    if (!pair.isRepeated() || pair.children < 1 || pair.children > 2) {
      return false;
    }
    for (int i = 0; i < pair.children; i++) {
      SchemaElement e = peek(2 + i);
      if (e.children != 0 || e.isRepeated() || e.physical != Physical.BYTE_ARRAY.ordinal()) {
        return false;
      }
    }
    return true;
  }

  private Leaf mapLeaf(int mapLevel) {
    SchemaElement e = peek(0);
    next++;
    return leaf(e, mapLevel + 1 + e.repetition, 1);
  }

  private void skip(int depth) {
    SchemaElement e = peek(0);
    next++;
    if (depth > MAX_DEPTH) {
      throw new MalformedException("its schema nests too deep");
    }
    if (e.children == 0) {
      leaves++;
    }
    for (int i = 0; i < e.children; i++) {
      skip(depth + 1);
    }
  }

  private SchemaElement peek(int ahead) {
    if (next + ahead >= elements.size()) {
      throw new MalformedException("its schema ends early");
    }
    return elements.get(next + ahead);
  }

  private Leaf leaf(SchemaElement e, int maxDefinition, int maxRepetition) {
    if (e.physical < 0 || e.physical >= Physical.values().length) {
      throw new MalformedException("column " + e.name + " has the unknown type " + e.physical);
    }
    Physical physical = Physical.values()[e.physical];
    boolean fixed = physical == Physical.FIXED_LEN_BYTE_ARRAY;
    Meaning meaning = e.meaning(physical);
    if (fixed && e.length <= 0) {
      throw new MalformedException("column " + e.name + " has values of " + e.length + " bytes");
    }
    if (meaning == Meaning.DECIMAL) {
      if (e.precision < 1 || e.precision > 76 || e.scale < 0 || e.scale > e.precision) {
        throw new MalformedException("column " + e.name + " is DECIMAL(" + e.precision + "," + e.scale + ")");
      }
      if (fixed && e.length > MAX_DECIMAL_BYTES) {
        meaning = Meaning.OTHER;
      }
    }
    boolean decimal = meaning == Meaning.DECIMAL;
    return new Leaf(
        leaves++,
        physical,
        fixed ? e.length : physical.width(),
        meaning,
        decimal ? e.precision : 0,
        decimal ? e.scale : 0,
        maxDefinition,
        maxRepetition);
  }
}
