package io.plimsoll.engine.columnar;

import java.util.Arrays;

/** Packs the codes of one key after the other; keeps those stored in full, from which later ones may follow. */
final class EntityColumnWriter {
  /** More other keys than this are not tried. */
  private static final int MAX_SOURCES = 8;

  /** One entity in this many may differ from what its source says. */
  private static final int EXCEPTION_SHARE = 128;

  private final int entities;
  private final int[][] sources = new int[MAX_SOURCES][];
  private final int[] sourceKeys = new int[MAX_SOURCES];
  private final int[] sourceSizes = new int[MAX_SOURCES];
  private int count;

  EntityColumnWriter(int entities) {
    this.entities = entities;
  }

  /** Packs a key's codes by entity, all below {@code size}; keys of more codes come first. */
  byte[] write(int key, int[] codes, int size) {
    BytesOut out = new BytesOut();
    if (size <= 1) {
      out.putInt(EntityColumn.CONSTANT);
      out.putInt(0);
      return out.toBytes();
    }
    for (int s = 0; s < count; s++) {
      if (derive(s, codes, out)) {
        return out.toBytes();
      }
    }
    if (count < MAX_SOURCES) {
      sources[count] = codes;
      sourceKeys[count] = key;
      sourceSizes[count++] = size;
    }
    out.putInt(EntityColumn.STORED);
    PackedInts.write(codes, entities, out);
    return out.toBytes();
  }

  private boolean derive(int source, int[] codes, BytesOut out) {
    int[] from = sources[source];
    if (sourceSizes[source] * 4L > entities * 3L) {
      return false;
    }
    int[] map = new int[sourceSizes[source]];
    Arrays.fill(map, -1);
    int limit = entities / EXCEPTION_SHARE;
    int[] exceptions = new int[limit];
    int found = 0;
    for (int e = 0; e < entities; e++) {
      int expected = map[from[e]];
      if (expected < 0) {
        map[from[e]] = codes[e];
      } else if (expected != codes[e]) {
        if (found == limit) {
          return false;
        }
        exceptions[found++] = e;
      }
    }
    for (int i = 0; i < map.length; i++) {
      map[i] = Math.max(0, map[i]);
    }
    out.putInt(EntityColumn.DERIVED);
    out.putInt(sourceKeys[source]);
    out.putInt(found);
    for (int i = 0; i < found; i++) {
      out.putInt(exceptions[i]);
      out.putInt(codes[exceptions[i]]);
    }
    PackedInts.write(map, map.length, out);
    return true;
  }
}
