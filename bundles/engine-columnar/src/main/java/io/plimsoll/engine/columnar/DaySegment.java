package io.plimsoll.engine.columnar;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The facts of one day, in the order of their entities.
 *
 * <p>Layout: where each column begins, the entities ascending, then the blocks of each metric and last of the
 * rows each fact sums. Immutable.
 *
 * @param epochDay days since 1970
 * @param firstFact the number of its first fact within the rollup
 */
record DaySegment(int epochDay, int facts, int firstFact, ByteBuffer buffer, List<Relation> relations) {
  PackedInts entities() {
    return new PackedInts(buffer, buffer.getInt(0));
  }

  /** Where a metric begins, or the rows behind the last metric. */
  int start(int column) {
    return buffer.getInt(4 + column * 4);
  }

  int blocks() {
    return PackedInts.blocks(facts);
  }

  int sizeOf(int block) {
    return Math.min(PackedInts.BLOCK, facts - block * PackedInts.BLOCK);
  }

  /**
   * The same facts with other numbers for their entities, in the same order.
   *
   * @param number by entity, its new number
   * @param columns how many columns of values there are
   */
  byte[] withEntities(int[] number, int columns) {
    int[] ids = new int[facts];
    int[] block = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    PackedInts old = entities();
    for (int b = 0; b < blocks(); b++) {
      int count = old.readAscending(b, block, scratch);
      for (int i = 0; i < count; i++) {
        ids[b * PackedInts.BLOCK + i] = number[block[i]];
      }
    }
    BytesOut out = new BytesOut();
    for (int i = 0; i <= columns; i++) {
      out.putInt(0);
    }
    out.setInt(0, out.size());
    PackedInts.writeAscending(ids, facts, out);
    int moved = out.size() - start(0);
    for (int c = 0; c < columns; c++) {
      out.setInt(4 + c * 4, start(c) + moved);
    }
    byte[] values = new byte[buffer.capacity() - start(0)];
    buffer.get(start(0), values);
    out.putBytes(values, 0, values.length);
    return out.toBytes();
  }
}
