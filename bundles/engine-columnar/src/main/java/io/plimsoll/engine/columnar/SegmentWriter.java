package io.plimsoll.engine.columnar;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs the facts of one day after the other and keeps the totals of each. One thread; several writers share the days. */
final class SegmentWriter {
  private static final int BLOCK = PackedInts.BLOCK;

  /**
   * The sums of a day.
   *
   * @param rows how many export rows it has
   * @param totals by metric, by the code of its unit
   */
  record DaySums(long rows, Sums[] totals) {}

  private final Shard[] shards;
  private final int[][] position;
  private final List<Relation> relations;
  private final int metrics;
  /** By metric, the code of its unit by entity place. */
  private final int[][] units;

  private final int[] unitCodes;
  /** By day, the sums of each metric by the code of its unit, and how many rows there were. */
  private final List<DaySums> days = new ArrayList<>();
  private final int[] bits;
  private final boolean[] spilled;
  private final BytesOut spill = new BytesOut();
  private int spills;
  private int facts;

  private final long[][] low;
  private final long[][] high;

  /**
   * @param position by shard and entity, the place of the entity
   * @param unitCodes how many codes the unit of each metric has
   * @param firstFact how many facts the days before those of this writer have
   */
  SegmentWriter(
      Shard[] shards, int[][] position, List<Relation> relations, int[][] units, int[] unitCodes, int firstFact) {
    this.shards = shards;
    this.position = position;
    this.relations = relations;
    this.units = units;
    metrics = units.length;
    facts = firstFact;
    this.unitCodes = unitCodes;
    bits = new int[metrics];
    spilled = new boolean[metrics];
    low = new long[metrics + 1][BLOCK];
    high = new long[metrics + 1][BLOCK];
  }

  /** Packs a day; the references are ordered by entity. */
  byte[] write(int[] references) {
    ValueBlock[] columns = new ValueBlock[metrics + 1];
    Arrays.setAll(columns, c -> new ValueBlock());
    int[] places = new int[references.length];
    Sums[] totals = new Sums[metrics];
    Arrays.setAll(totals, m -> new Sums(unitCodes[m]));
    long rows = 0;
    for (int from = 0; from < references.length; from += BLOCK) {
      int count = Math.min(BLOCK, references.length - from);
      rows += gather(references, from, count, places, totals);
      facts += count;
      int[] related = new int[metrics + 1];
      Arrays.setAll(related, c -> relation(c, count));
      for (int c = 0; c <= metrics; c++) {
        if (related[c] >= 0) {
          columns[c].relate(related[c]);
        } else {
          columns[c].pack(low[c], high[c], count);
        }
      }
    }
    days.add(new DaySums(rows, totals));
    BytesOut out = new BytesOut();
    for (int i = 0; i < metrics + 2; i++) {
      out.putInt(0);
    }
    out.setInt(0, out.size());
    PackedInts.writeAscending(places, places.length, out);
    for (int c = 0; c <= metrics; c++) {
      out.setInt(4 + c * 4, out.size());
      columns[c].writeTo(out);
    }
    return out.toBytes();
  }

  /** Takes the values of some facts and the places of their entities; answers how many rows they sum. */
  private long gather(int[] references, int from, int count, int[] places, Sums[] totals) {
    long rows = 0;
    for (int i = 0; i < count; i++) {
      int reference = references[from + i];
      FactTable table = shards[FactOrder.shard(reference)].facts;
      int fact = FactOrder.local(reference);
      places[from + i] = position[FactOrder.shard(reference)][table.entity(fact)];
      low[metrics][i] = table.rows(fact);
      high[metrics][i] = 0;
      rows += low[metrics][i];
    }
    for (int m = 0; m < metrics; m++) {
      Sums total = totals[m];
      int most = bits[m];
      for (int i = 0; i < count; i++) {
        FactTable table = shards[FactOrder.shard(references[from + i])].facts;
        int fact = FactOrder.local(references[from + i]);
        long bottom = table.low(fact, m);
        long top = table.high(fact, m);
        low[m][i] = bottom;
        high[m][i] = top;
        most = Math.max(most, Wide.bits(top, bottom));
        total.add(units[m][places[from + i]], top, bottom);
        BigInteger rest = table.spill(fact, m);
        if (rest != null) {
          spill(facts + i, m, rest);
          total.add(units[m][places[from + i]], rest);
        }
      }
      bits[m] = most;
    }
    return rows;
  }

  private void spill(int fact, int metric, BigInteger value) {
    spilled[metric] = true;
    putSpill(spill, fact, metric, value);
    spills++;
  }

  /** Writes what is to be added to the sum of a fact. */
  static void putSpill(BytesOut out, int fact, int metric, BigInteger value) {
    byte[] bytes = value.toByteArray();
    out.putLong((long) fact << 8 | metric);
    out.putInt(bytes.length);
    out.putBytes(bytes, 0, bytes.length);
  }

  /** A relation that holds throughout the block, or -1. */
  private int relation(int metric, int count) {
    for (int r = 0; r < relations.size(); r++) {
      Relation relation = relations.get(r);
      if (relation.metric() == metric && holds(relation, count)) {
        return r;
      }
    }
    return -1;
  }

  private boolean holds(Relation relation, int count) {
    for (int i = 0; i < count; i++) {
      if (!relation.holds(
          high[relation.metric()][i],
          low[relation.metric()][i],
          high[relation.base()][i],
          low[relation.base()][i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes in the totals of the writer of the days that follow. */
  void append(SegmentWriter next) {
    days.addAll(next.days);
    for (int m = 0; m < metrics; m++) {
      bits[m] = Math.max(bits[m], next.bits[m]);
      spilled[m] |= next.spilled[m];
    }
    facts = next.facts;
    spills += next.spills;
    spill.putAll(next.spill);
  }

  /** What is beyond 128 bits, behind the number of such values. */
  byte[] spill() {
    BytesOut out = new BytesOut();
    out.putInt(spills);
    out.putAll(spill);
    return out.toBytes();
  }

  /** How many facts the days up to the last one have. */
  int facts() {
    return facts;
  }

  /** The sums of each day, in the order of the days. */
  List<DaySums> days() {
    return days;
  }

  int bits(int metric) {
    return bits[metric];
  }

  boolean spilled(int metric) {
    return spilled[metric];
  }}
