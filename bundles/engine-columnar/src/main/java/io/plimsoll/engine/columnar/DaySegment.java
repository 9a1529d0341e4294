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
}
