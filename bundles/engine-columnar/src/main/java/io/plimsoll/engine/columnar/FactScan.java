package io.plimsoll.engine.columnar;

import java.math.BigInteger;

/** Adds up the facts of one day of one rollup by the cell of their entity. One thread. */
final class FactScan {
  private final int[] entities = new int[PackedInts.BLOCK];
  private final int[] cells = new int[PackedInts.BLOCK];
  private final byte[] scratch = PackedInts.scratch();

  /**
   * @param cellOf by entity, the cell to add to; -1 for none
   * @param up by how many digits the scale of the sums is larger than the rollup's
   */
  void add(RollupImage image, DaySegment segment, int metric, int[] cellOf, int up, Sums sums) {
    PackedInts ids = segment.entities();
    ValueReader values = new ValueReader(segment, metric);
    boolean spilled = image.hasSpill(metric);
    // A value that could outgrow 128 bits on its way to the larger scale is added the slow way.
    boolean fits = image.header().metrics().get(metric).bits() + Wide.bitsOfPower(up) <= 126 && up <= Wide.MAX_POWER;
    for (int b = 0; b < segment.blocks(); b++) {
      int count = ids.readAscending(b, entities, scratch);
      int first = cellOf[entities[0]];
      int unlike = 0;
      int all = -1;
      for (int i = 0; i < count; i++) {
        int cell = cellOf[entities[i]];
        cells[i] = cell;
        unlike |= cell ^ first;
        all &= cell;
      }
      if (all < 0) {
        continue;
      }
      boolean wide = values.read(b);
      if (up == 0 && unlike == 0 && !wide) {
        sums.addAll(first, count, values.low);
      } else if (up == 0) {
        sums.addAll(cells, count, values.low, wide ? values.high : null);
      } else if (fits) {
        boolean wider = values.multiplyBy(count, wide, Wide.power(up));
        sums.addAll(cells, count, values.low, wider ? values.high : null);
      } else {
        addSlowly(values, count, wide, up, sums);
      }
      if (spilled) {
        addSpill(image, segment.firstFact() + b * PackedInts.BLOCK, count, metric, up, sums);
      }
    }
  }

  private void addSlowly(ValueReader values, int count, boolean wide, int up, Sums sums) {
    BigInteger factor = BigInteger.TEN.pow(up);
    for (int i = 0; i < count; i++) {
      if (cells[i] >= 0) {
        long high = wide ? values.high[i] : values.low[i] >> 63;
        sums.add(cells[i], Wide.big(high, values.low[i]).multiply(factor));
      }
    }
  }

  private void addSpill(RollupImage image, int firstFact, int count, int metric, int up, Sums sums) {
    for (int i = 0; i < count; i++) {
      BigInteger more = cells[i] < 0 ? null : image.spill(firstFact + i, metric);
      if (more != null) {
        sums.add(cells[i], more.multiply(BigInteger.TEN.pow(up)));
      }
    }
  }
}
