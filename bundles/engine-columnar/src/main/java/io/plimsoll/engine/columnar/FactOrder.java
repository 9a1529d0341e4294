package io.plimsoll.engine.columnar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The order in which entities and facts are stored, chosen so that neighbours are alike.
 *
 * <p>Entities that occur on most days come first, then those whose metrics relate in the same way stand together, then
 * those of like magnitude: a block then needs few bits a value, or none.
 */
final class FactOrder {
  /** A reference to a fact or entity: the shard above, its number within the shard below. */
  static final int SHARD_SHIFT = 27;

  private static final int LOCAL = (1 << SHARD_SHIFT) - 1;
  private static final int SAMPLE = 4096;
  private static final int MAX_SIGNATURE_BITS = 22;

  private final Shard[] shards;
  private final List<Relation> relations;
  private final int[] entities;

  private FactOrder(Shard[] shards, List<Relation> relations, int[] entities) {
    this.shards = shards;
    this.relations = relations;
    this.entities = entities;
  }

  static int shard(int reference) {
    return reference >>> SHARD_SHIFT;
  }

  static int local(int reference) {
    return reference & LOCAL;
  }

  /**
   * Looks at all facts; every shard has the same scales.
   *
   * @param crew shares the shards
   */
  static FactOrder of(Shard[] shards, int metrics, int days, Crew crew) {
    List<Relation> relations = relations(shards, metrics);
    return new FactOrder(shards, relations, entities(shards, metrics, relations, days, crew));
  }

  List<Relation> relations() {
    return relations;
  }

  /** References to the entities that have facts, in their order. */
  int[] entities() {
    return entities;
  }

  /**
   * References to the facts of each day, ordered by entity.
   *
   * @param position by shard and entity, the place of the entity
   * @param days how many numbers of days there are
   */
  int[][] factsByDay(int[][] position, int days) {
    int[] ends = new int[entities.length + 1];
    int[] perDay = new int[days];
    int total = 0;
    for (int s = 0; s < shards.length; s++) {
      FactTable facts = shards[s].facts;
      total += facts.size();
      for (int f = 0; f < facts.size(); f++) {
        ends[position[s][facts.entity(f)] + 1]++;
        perDay[facts.day(f)]++;
      }
    }
    for (int e = 0; e < entities.length; e++) {
      ends[e + 1] += ends[e];
    }
    int[] byEntity = new int[total];
    // Beside the references: looking at the facts in the order of entities would wait for memory each time.
    char[] dayOf = new char[total];
    for (int s = 0; s < shards.length; s++) {
      FactTable facts = shards[s].facts;
      for (int f = 0; f < facts.size(); f++) {
        int at = ends[position[s][facts.entity(f)]]++;
        byEntity[at] = s << SHARD_SHIFT | f;
        dayOf[at] = (char) facts.day(f);
      }
    }
    int[][] byDay = new int[days][];
    Arrays.setAll(byDay, d -> new int[perDay[d]]);
    Arrays.fill(perDay, 0);
    for (int i = 0; i < total; i++) {
      int day = dayOf[i];
      byDay[day][perDay[day]++] = byEntity[i];
    }
    return byDay;
  }

  /** Finds which metrics mostly are a multiple of an earlier one of no larger scale, from a sample. */
  private static List<Relation> relations(Shard[] shards, int metrics) {
    int total = Arrays.stream(shards).mapToInt(s -> s.facts.size()).sum();
    int step = Math.max(1, total / SAMPLE);
    List<Relation> found = new ArrayList<>();
    for (int m = 0; m < metrics; m++) {
      for (int base = 0; base < metrics; base++) {
        int scale = shards[0].facts.scale(m);
        int baseScale = shards[0].facts.scale(base);
        if (baseScale > scale || base == m || baseScale == scale && base > m) {
          continue;
        }
        long factor = commonFactor(shards, m, base, step);
        if (factor > 0 && found.size() + metrics < MAX_SIGNATURE_BITS) {
          found.add(new Relation(m, base, factor));
        }
      }
    }
    return found;
  }

  private static long commonFactor(Shard[] shards, int metric, int base, int step) {
    Map<Long, Integer> factors = new HashMap<>();
    int seen = 0;
    for (Shard shard : shards) {
      for (int f = 0; f < shard.facts.size(); f += step) {
        long low = shard.facts.low(f, metric);
        long baseLow = shard.facts.low(f, base);
        long factor = 0;
        if (low == baseLow && shard.facts.high(f, metric) == shard.facts.high(f, base)) {
          factor = low == 0 ? 0 : 1;
        } else if (baseLow != 0 && low % baseLow == 0 && shard.facts.high(f, metric) == low >> 63) {
          factor = low / baseLow;
        }
        seen++;
        if (factor > 0) {
          factors.merge(factor, 1, Integer::sum);
        }
      }
    }
    long best = 0;
    int most = seen / 10;
    for (Map.Entry<Long, Integer> factor : factors.entrySet()) {
      if (factor.getValue() > most) {
        most = factor.getValue();
        best = factor.getKey();
      }
    }
    return best;
  }

  private static int[] entities(Shard[] shards, int metrics, List<Relation> relations, int days, Crew crew) {
    int leading = metrics == 0 ? -1 : largest(shards, metrics);
    long[][] ofShard = new long[shards.length][];
    crew.all(
        IntStream.range(0, shards.length)
            .<Runnable>mapToObj(s -> () -> ofShard[s] = places(shards[s], s, metrics, leading, relations, days))
            .toList());
    long[] keys = Arrays.stream(ofShard).flatMapToLong(Arrays::stream).toArray();
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** References to the entities of a shard that have facts, below what orders them. */
  private static long[] places(Shard shard, int number, int metrics, int leading, List<Relation> relations, int days) {
    FactTable facts = shard.facts;
    int[] seen = new int[shard.entities()];
    int[] signature = new int[seen.length];
    byte[] magnitude = new byte[seen.length];
    for (int f = 0; f < facts.size(); f++) {
      int entity = facts.entity(f);
      int own = signature(facts, f, metrics, relations);
      signature[entity] = seen[entity]++ == 0 ? own : signature[entity] & own;
      if (leading >= 0) {
        int bits = Wide.bits(facts.high(f, leading), facts.low(f, leading));
        magnitude[entity] = (byte) Math.max(magnitude[entity], bits >> 1);
      }
    }
    long[] places = new long[seen.length];
    int size = 0;
    for (int e = 0; e < seen.length; e++) {
      if (seen[e] > 0) {
        long busy = seen[e] * 2 >= days ? 0 : 1;
        places[size++] =
            (busy << MAX_SIGNATURE_BITS | signature[e]) << 39
                | (long) magnitude[e] << 32
                | (number << SHARD_SHIFT | e) & 0xffffffffL;
      }
    }
    return Arrays.copyOf(places, size);
  }

  /** One bit for each metric that is zero and each relation that holds. */
  private static int signature(FactTable facts, int fact, int metrics, List<Relation> relations) {
    int signature = 0;
    for (int m = 0; m < metrics; m++) {
      if ((facts.low(fact, m) | facts.high(fact, m)) == 0) {
        signature |= 1 << m;
      }
    }
    for (int r = 0; r < relations.size(); r++) {
      Relation relation = relations.get(r);
      if (relation.holds(
          facts.high(fact, relation.metric()),
          facts.low(fact, relation.metric()),
          facts.high(fact, relation.base()),
          facts.low(fact, relation.base()))) {
        signature |= 1 << metrics + r;
      }
    }
    return signature;
  }

  /** The metric whose values take the most bits. */
  private static int largest(Shard[] shards, int metrics) {
    long[] bits = new long[metrics];
    for (Shard shard : shards) {
      for (int f = 0; f < shard.facts.size(); f += 64) {
        for (int m = 0; m < metrics; m++) {
          bits[m] += Wide.bits(shard.facts.high(f, m), shard.facts.low(f, m));
        }
      }
    }
    int largest = 0;
    for (int m = 1; m < metrics; m++) {
      largest = bits[m] > bits[largest] ? m : largest;
    }
    return largest;
  }
}
