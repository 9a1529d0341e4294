package io.plimsoll.engine.columnar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Adds up what the days of an image hold, as a header that says it. One thread. */
final class KeptFacts {
  private final RollupImage image;
  private final BitSet entities;
  private long rows;
  private int facts;

  KeptFacts(RollupImage image) {
    this.image = image;
    entities = new BitSet(image.entities());
    int[] ids = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (DaySegment segment : image.days()) {
      PackedInts column = segment.entities();
      ValueReader sizes = new ValueReader(segment, image.header().metrics().size());
      for (int block = 0; block < segment.blocks(); block++) {
        int count = column.readAscending(block, ids, scratch);
        sizes.read(block);
        for (int i = 0; i < count; i++) {
          entities.set(ids[i]);
          rows += sizes.low[i];
        }
      }
      facts += segment.facts();
    }
  }

  /** The entities that have facts on these days. */
  BitSet entities() {
    return entities;
  }

  /** The header of a rollup that holds these days alone. */
  RollupHeader header() {
    RollupHeader whole = image.header();
    List<RollupHeader.Day> days = new ArrayList<>();
    image.days().forEach(segment -> days.add(new RollupHeader.Day(segment.epochDay(), segment.facts())));
    return new RollupHeader(
        whole.keys(), whole.metrics(), rows, facts, entities.cardinality(), totals(), days, whole.relations());
  }

  private List<RollupHeader.Total> totals() {
    List<RollupHeader.Total> totals = new ArrayList<>();
    FactScan scan = new FactScan();
    for (int m = 0; m < image.header().metrics().size(); m++) {
      int key = Held.key(image, image.header().metrics().get(m).metric().unitColumn());
      int[] unitOf = codes(image, key);
      PackedDictionary units = image.dictionary(key);
      Sums sums = new Sums(units.size() + 1);
      for (DaySegment segment : image.days()) {
        scan.add(image, segment, m, unitOf, 0, sums);
      }
      for (int unit = 0; unit < sums.groups(); unit++) {
        if (sums.isPresent(unit)) {
          totals.add(new RollupHeader.Total(m, units.text(unit), sums.unscaled(unit)));
        }
      }
    }
    return totals;
  }

  /** The code of a key by entity. */
  static int[] codes(RollupImage image, int key) {
    EntityColumn column = image.column(key);
    int[] codes = new int[column.blocks() * PackedInts.BLOCK];
    int[] block = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (int b = 0; b < column.blocks(); b++) {
      System.arraycopy(block, 0, codes, b * PackedInts.BLOCK, column.read(b, block, scratch));
    }
    return Arrays.copyOf(codes, image.entities());
  }
}
