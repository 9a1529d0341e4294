package io.plimsoll.engine.columnar;

import java.util.Arrays;

/**
 * One of the tables that entities are spread over by the hash of their keys, so that threads seldom meet.
 *
 * <p>An entity of few days chains its facts; a busy one gets windows of 32 days that point to them. Every method
 * is called under the shard's own lock, or by the one thread that finishes the sums.
 */
final class Shard {
  /** How many there are. */
  static final int COUNT = 16;

  /** The head of an entity whose rows are not wanted. */
  private static final int DROPPED = Integer.MIN_VALUE;

  /** Facts in a chain before windows pay. */
  private static final int MAX_CHAIN = 4;

  private static final int WINDOW_DAYS = 32;
  /** In front of the days: which 32 days, and the next window. */
  private static final int WINDOW_META = 2;

  private static final int WINDOW = WINDOW_META + WINDOW_DAYS;

  FactTable facts;
  private TupleLayout layout;
  /** Half the hash above and the entity + 1 below; 0 is free. */
  private long[] slots = new long[256];

  private byte[] records = new byte[0];
  /** Per entity: 0 nothing yet, else the first fact + 1, or minus the first window + 1, or {@link #DROPPED}. */
  private int[] heads = new int[64];

  private int entities;
  private int[] windows = new int[WINDOW * 4];
  private int windowCount;

  Shard(int keys, int metrics) {
    layout = TupleLayout.of(keys);
    facts = new FactTable(metrics);
  }

  /** The shard of a hash. */
  static int of(long hash) {
    return (int) (hash >>> 60);
  }

  int entities() {
    return entities;
  }

  /** Gives the memory of the facts back; the entities stay. */
  void forgetFacts() {
    facts = new FactTable(0);
    windows = new int[0];
    slots = new long[0];
  }

  int code(int entity, int key) {
    return layout.code(records, entity * layout.length, key);
  }

  /** Adds the chunk's rows that belong to this shard, the {@code index}-th. */
  void add(RowChunk chunk, int index, TupleFilter filter) {
    if (chunk.layout.version > layout.version) {
      records = layout.widen(records, entities, chunk.layout, heads.length);
      layout = chunk.layout;
    } else if (chunk.layout.version < layout.version) {
      chunk.lay(layout);
    }
    facts.raiseScales(chunk.metrics);
    boolean plain = facts.isPlain(chunk.metrics);
    int length = layout.length;
    for (int i = chunk.starts[index]; i < chunk.starts[index + 1]; i++) {
      int row = chunk.order[i];
      int entity = entity(chunk.hashes[row], chunk.records, row * length, filter);
      if (heads[entity] == DROPPED) {
        continue;
      }
      int fact = fact(entity, chunk.days[row]);
      if (plain && facts.isNarrow()) {
        facts.addPlain(fact, chunk.metrics, row);
      } else {
        facts.addAny(fact, chunk.metrics, row);
      }
    }
  }

  private int entity(long hash, byte[] wanted, int record, TupleFilter filter) {
    int length = layout.length;
    int mask = slots.length - 1;
    int tag = (int) hash;
    for (int slot = tag & mask; ; slot = slot + 1 & mask) {
      long found = slots[slot];
      if (found == 0) {
        return insert(slot, tag, wanted, record, filter);
      }
      int entity = (int) found - 1;
      if ((int) (found >>> 32) == tag && same(entity * length, wanted, record, length)) {
        return entity;
      }
    }
  }

  private boolean same(int own, byte[] wanted, int record, int length) {
    for (int i = 0; i < length; i += 8) {
      if (LittleEndian.getLong(records, own + i) != LittleEndian.getLong(wanted, record + i)) {
        return false;
      }
    }
    return true;
  }

  private int insert(int slot, int tag, byte[] wanted, int record, TupleFilter filter) {
    int entity = entities++;
    int length = layout.length;
    if (entity == heads.length) {
      int capacity = entity + (entity >> 1);
      heads = Arrays.copyOf(heads, capacity);
      records = Arrays.copyOf(records, Math.multiplyExact(capacity, length));
    } else if (records.length < heads.length * length) {
      records = Arrays.copyOf(records, heads.length * length);
    }
    System.arraycopy(wanted, record, records, entity * length, length);
    heads[entity] = filter.test(layout, wanted, record) ? 0 : DROPPED;
    slots[slot] = (long) tag << 32 | entity + 1;
    if (entities * 3L > slots.length * 2L) {
      grow();
    }
    return entity;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    int mask = larger.length - 1;
    for (long entry : slots) {
      if (entry != 0) {
        int slot = (int) (entry >>> 32) & mask;
        while (larger[slot] != 0) {
          slot = slot + 1 & mask;
        }
        larger[slot] = entry;
      }
    }
    slots = larger;
  }

  private int fact(int entity, int day) {
    int head = heads[entity];
    if (head < 0) {
      return windowed(entity, day);
    }
    int length = 0;
    for (int fact = head - 1; fact >= 0; fact = facts.next(fact)) {
      if (facts.day(fact) == day) {
        return fact;
      }
      length++;
    }
    int fact = facts.append(entity, day, head - 1);
    if (length < MAX_CHAIN) {
      heads[entity] = fact + 1;
      return fact;
    }
    heads[entity] = -1 - newWindow(facts.day(fact), -1);
    for (int f = fact; f >= 0; f = facts.next(f)) {
      put(entity, facts.day(f), f);
    }
    return fact;
  }

  private int windowed(int entity, int day) {
    int window = windowOf(entity, day);
    int fact = windows[window * WINDOW + WINDOW_META + day % WINDOW_DAYS] - 1;
    if (fact < 0) {
      fact = facts.append(entity, day, -1);
      windows[window * WINDOW + WINDOW_META + day % WINDOW_DAYS] = fact + 1;
    }
    return fact;
  }

  private void put(int entity, int day, int fact) {
    // The window first: making a new one may replace the array.
    int window = windowOf(entity, day);
    windows[window * WINDOW + WINDOW_META + day % WINDOW_DAYS] = fact + 1;
  }

  private int windowOf(int entity, int day) {
    int block = day / WINDOW_DAYS;
    int first = -1 - heads[entity];
    for (int w = first; w >= 0; w = windows[w * WINDOW + 1] - 1) {
      if (windows[w * WINDOW] == block) {
        return w;
      }
    }
    int window = newWindow(day, first);
    heads[entity] = -1 - window;
    return window;
  }

  private int newWindow(int day, int next) {
    int window = windowCount++;
    if (windows.length < windowCount * WINDOW) {
      windows = Arrays.copyOf(windows, Math.multiplyExact(windowCount + (windowCount >> 1) + 4, WINDOW));
    }
    windows[window * WINDOW] = day / WINDOW_DAYS;
    windows[window * WINDOW + 1] = next + 1;
    return window;
  }
}
