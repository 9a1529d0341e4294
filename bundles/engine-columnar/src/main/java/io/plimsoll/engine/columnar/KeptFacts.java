package io.plimsoll.engine.columnar;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what the days of an image hold, as a header; adds it up where the image does not know. One thread. */
final class KeptFacts {
  private final RollupImage image;
  private final List<RollupHeader.Day> days;
  private final BitSet entities;
  private int facts;

  KeptFacts(RollupImage image) {
    this.image = image;
    Set<Integer> kept = image.days().stream().map(DaySegment::epochDay).collect(Collectors.toSet());
    days = image.header().days().stream().filter(day -> kept.contains(day.epochDay())).toList();
    entities = new BitSet(image.entities());
    int[] ids = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (DaySegment segment : image.days()) {
      PackedInts column = segment.entities();
      for (int block = 0; block < segment.blocks(); block++) {
        int count = column.readAscending(block, ids, scratch);
        for (int i = 0; i < count; i++) {
          entities.set(ids[i]);
        }
      }
      facts += segment.facts();
    }
  }

  private boolean areTotalsKnown() {
    return days.stream().allMatch(day -> day.totals() != null);
  }

  /** The entities that have facts on these days. */
  BitSet entities() {
    return entities;
  }

  /** The header of a rollup that holds these days alone. */
  RollupHeader header() {
    RollupHeader whole = image.header();
    boolean known = areTotalsKnown();
    return new RollupHeader(
        whole.keys(), whole.metrics(), known ? days.stream().mapToLong(day -> day.totals().rows()).sum() : rows(),
        facts, entities.cardinality(), known ? totals() : sums(), days, whole.relations());
  }

  private List<RollupHeader.Total> totals() {
    List<Map<String, RollupHeader.Total>> byUnit = new ArrayList<>();
    image.header().metrics().forEach(metric -> byUnit.add(new TreeMap<>(nullsLast(naturalOrder()))));
    for (RollupHeader.Day day : days) {
      for (RollupHeader.Total total : day.totals().totals()) {
        byUnit.get(total.metric()).merge(
            total.unit(), total, (a, b) -> new RollupHeader.Total(a.metric(), a.unit(), a.unscaled().add(b.unscaled())));
      }
    }
    return byUnit.stream().flatMap(units -> units.values().stream()).toList();
  }

  private long rows() {
    long rows = 0;
    for (DaySegment segment : image.days()) {
      ValueReader sizes = new ValueReader(segment, image.header().metrics().size());
      for (int block = 0; block < segment.blocks(); block++) {
        sizes.read(block);
        for (int i = 0; i < segment.sizeOf(block); i++) {
          rows += sizes.low[i];
        }
      }
    }
    return rows;
  }

  private List<RollupHeader.Total> sums() {
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
