package io.plimsoll.engine.columnar;

import io.plimsoll.api.engine.AggregationSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Turns finished sums into the bytes of a rollup; lets go of them on the way. Used once. */
final class RollupEncoder {
  private final AggregationSpec spec;
  private final ValueDictionary[] dictionaries;
  private final int[] epochDays;
  private final Shard[] shards;
  private final TupleLayout layout;
  private final Crew crew;
  private final int keys;
  private final int metrics;

  /**
   * @param epochDays the days by their number
   * @param layout one that every code fits
   * @param crew shares the days
   */
  RollupEncoder(
      AggregationSpec spec,
      ValueDictionary[] dictionaries,
      int[] epochDays,
      TupleLayout layout,
      Shard[] shards,
      Crew crew) {
    this.spec = spec;
    this.dictionaries = dictionaries;
    this.epochDays = epochDays;
    this.shards = shards;
    this.layout = layout;
    this.crew = crew;
    keys = spec.keys().size();
    metrics = spec.metrics().size();
  }

  RollupImage encode() {
    for (Shard shard : shards) {
      shard.freeze();
    }
    int[] scales = oneScale();
    FactOrder order = FactOrder.of(shards, metrics, epochDays.length, crew);
    int[] entities = order.entities();
    int[][] position = positions(entities);
    byte[] records = records(entities);

    int[] unitCodes = new int[metrics];
    int[][] units = units(records, entities.length, unitCodes);
    int[][] facts = order.factsByDay(position, epochDays.length);
    int[] byDate = IntStream.range(0, epochDays.length).boxed()
        .filter(d -> facts[d].length > 0)
        .sorted(Comparator.comparing(d -> epochDays[d])).mapToInt(d -> d).toArray();
    int[] factsOf = Arrays.stream(byDate).map(d -> facts[d].length).toArray();
    byte[][] segments = new byte[byDate.length][];
    SegmentWriter writer =
        writeDays(
            byDate, facts, segments,
            firstFact -> new SegmentWriter(shards, position, order.relations(), units, unitCodes, firstFact));
    for (Shard shard : shards) {
      shard.forgetFacts();
    }

    byte[][] sections = new byte[keys * 2 + 1][];
    writeKeys(records, entities.length, sections);
    List<RollupHeader.Column> columns = new ArrayList<>();
    for (int m = 0; m < metrics; m++) {
      columns.add(new RollupHeader.Column(spec.metrics().get(m), scales[m], writer.bits(m), writer.spilled(m)));
    }
    List<RollupHeader.Day> days = new ArrayList<>();
    for (int d = 0; d < byDate.length; d++) {
      SegmentWriter.DaySums sums = writer.days().get(d);
      RollupHeader.DayTotals totals = new RollupHeader.DayTotals(sums.rows(), totals(sums.totals()));
      days.add(new RollupHeader.Day(epochDays[byDate[d]], factsOf[d], totals));
    }
    Sums[] all = new Sums[metrics];
    Arrays.setAll(all, m -> new Sums(unitCodes[m]));
    long rows = 0;
    for (SegmentWriter.DaySums sums : writer.days()) {
      rows += sums.rows();
      for (int m = 0; m < metrics; m++) {
        all[m].addAll(sums.totals()[m]);
      }
    }
    RollupHeader header =
        new RollupHeader(
            spec.keys(), columns, rows, writer.facts(), entities.length, totals(all), days, order.relations());
    List<ByteBuffer> buffers = new ArrayList<>();
    Arrays.stream(sections).forEach(bytes -> buffers.add(wrap(bytes)));
    buffers.add(wrap(writer.spill()));
    Arrays.stream(segments).forEach(bytes -> buffers.add(wrap(bytes)));
    return new RollupImage(header, buffers);
  }

  private List<RollupHeader.Total> totals(Sums[] sums) {
    List<RollupHeader.Total> totals = new ArrayList<>();
    for (int m = 0; m < metrics; m++) {
      ValueDictionary units = dictionaries[spec.keys().indexOf(spec.metrics().get(m).unitColumn())];
      for (int unit = 0; unit < sums[m].groups(); unit++) {
        if (sums[m].isPresent(unit)) {
          totals.add(new RollupHeader.Total(m, units.text(unit), sums[m].unscaled(unit)));
        }
      }
    }
    return totals;
  }

  /** Packs the days, as many stretches of them side by side as there are threads; answers a writer with all totals. */
  private SegmentWriter writeDays(
      int[] byDate, int[][] facts, byte[][] segments, IntFunction<SegmentWriter> writerFrom) {
    int total = Arrays.stream(byDate).map(d -> facts[d].length).sum();
    List<SegmentWriter> writers = new ArrayList<>();
    List<Runnable> work = new ArrayList<>();
    for (int from = 0, first = 0; from < byDate.length; ) {
      int share = (total - first) / (crew.size() - writers.size());
      int to = from;
      int until = first;
      do {
        until += facts[byDate[to++]].length;
      } while (to < byDate.length && until - first < share);
      SegmentWriter writer = writerFrom.apply(first);
      int begin = from;
      int end = to;
      writers.add(writer);
      work.add(
          () -> {
            for (int d = begin; d < end; d++) {
              segments[d] = writer.write(facts[byDate[d]]);
              facts[byDate[d]] = new int[0];
            }
          });
      from = to;
      first = until;
    }
    crew.all(work);
    SegmentWriter all = writerFrom.apply(0);
    writers.forEach(all::append);
    return all;
  }

  private int[] oneScale() {
    int[] scales = new int[metrics];
    for (int m = 0; m < metrics; m++) {
      for (Shard shard : shards) {
        scales[m] = Math.max(scales[m], shard.facts.scale(m));
      }
      for (Shard shard : shards) {
        shard.facts.raiseScale(m, scales[m]);
      }
    }
    return scales;
  }

  private int[][] positions(int[] entities) {
    int[][] position = new int[shards.length][];
    for (int s = 0; s < shards.length; s++) {
      position[s] = new int[shards[s].entities()];
    }
    for (int place = 0; place < entities.length; place++) {
      position[FactOrder.shard(entities[place])][FactOrder.local(entities[place])] = place;
    }
    return position;
  }

  /** By metric, the code of the unit by place of the entity. */
  private int[][] units(byte[] records, int entities, int[] unitCodes) {
    int[][] units = new int[metrics][];
    for (int m = 0; m < metrics; m++) {
      int key = spec.keys().indexOf(spec.metrics().get(m).unitColumn());
      unitCodes[m] = dictionaries[key].size();
      for (int earlier = 0; earlier < m && units[m] == null; earlier++) {
        if (spec.metrics().get(earlier).unitColumn().equals(spec.keys().get(key))) {
          units[m] = units[earlier];
        }
      }
      if (units[m] == null) {
        units[m] = codes(records, entities, key);
      }
    }
    return units;
  }

  /** The records of the entities in their order; the shards let go of theirs. */
  private byte[] records(int[] entities) {
    byte[] records = new byte[Math.multiplyExact(entities.length, layout.length)];
    for (Shard shard : shards) {
      shard.layOut(layout);
    }
    for (int place = 0; place < entities.length; place++) {
      shards[FactOrder.shard(entities[place])].copyRecord(
          FactOrder.local(entities[place]), records, place * layout.length);
    }
    for (Shard shard : shards) {
      shard.forgetRecords();
    }
    return records;
  }

  private int[] codes(byte[] records, int entities, int key) {
    int[] codes = new int[entities];
    for (int place = 0; place < entities; place++) {
      codes[place] = layout.code(records, place * layout.length, key);
    }
    return codes;
  }

  /** Writes dictionaries, codes and tags; keys of many values first, from which others may follow. */
  private void writeKeys(byte[] records, int entities, byte[][] sections) {
    int[] bySize = IntStream.range(0, keys).boxed()
        .sorted(Comparator.comparing((Integer k) -> -dictionaries[k].size())).mapToInt(k -> k).toArray();
    int[][] places = new int[keys][];
    int[] sizes = new int[keys];
    sections[keys * 2] = TagIndex.empty().array();
    List<Runnable> work = new ArrayList<>();
    for (int key : bySize) {
      work.add(() -> sizes[key] = writeDictionary(key, used(records, entities, key), places, sections));
    }
    crew.all(work);
    EntityColumnWriter writer = new EntityColumnWriter(entities);
    for (int key : bySize) {
      int[] codes = codes(records, entities, key);
      for (int i = 0; i < codes.length; i++) {
        codes[i] = places[key][codes[i]];
      }
      sections[key * 2 + 1] = writer.write(key, codes, sizes[key]);
    }
  }

  /** The values of a key that entities have: those that only unwanted rows had are not part of the rollup. */
  private BitSet used(byte[] records, int entities, int key) {
    BitSet used = new BitSet(dictionaries[key].size());
    for (int place = 0; place < entities; place++) {
      used.set(layout.code(records, place * layout.length, key));
    }
    return used;
  }

  /**
   * Writes the values of a key, sorted, and of the tags what stands in them.
   *
   * @param places gets the place in the order by code
   * @return how many values there are, null counted
   */
  private int writeDictionary(int key, BitSet used, int[][] places, byte[][] sections) {
    SortedValues sorted = SortedValues.of(dictionaries[key], used);
    places[key] = sorted.codes();
    BytesOut out = new BytesOut();
    PackedDictionary.write(sorted.values(), out);
    sections[key * 2] = out.toBytes();
    if (spec.keys().get(key).equals(RollupImage.TAGS)) {
      BytesOut tags = new BytesOut();
      TagIndex.write(sorted.values(), tags);
      sections[keys * 2] = tags.toBytes();
    }
    int nullCode = dictionaries[key].nullCodeIfAny();
    return sorted.values().length + (nullCode >= 0 && used.get(nullCode) ? 1 : 0);
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
