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

  /**
   * Per entity its head and its codes. The head is 0 for nothing yet, else the first fact + 1, or minus the first
   * window + 1, or {@link #DROPPED}.
   */
  private byte[] records = new byte[0];

  private int entities;
  private int[] windows = new int[WINDOW * 4];
  private int windowCount;
  private final long[] candidates = new long[RowChunk.ROWS];
  private final int[] targets = new int[RowChunk.ROWS];
  /** Of no meaning; keeps the loop that fetches facts into the cache from being optimised away. */
  private long touched;

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

  /** Gives back the memory of all but entities and facts, to which no row is added any more. */
  void freeze() {
    windows = new int[0];
    slots = new long[0];
  }

  /** Copies an entity's record; every shard has been brought to the layout. */
  void copyRecord(int entity, byte[] into, int at) {
    System.arraycopy(records, entity * layout.length, into, at, layout.length);
  }

  /** Brings the records to a layout of no lower version. */
  void layOut(TupleLayout wider) {
    if (wider != layout) {
      records = layout.widen(records, entities, wider, Math.max(64, entities + (entities >> 1)));
      layout = wider;
    }
  }

  /** Gives the memory of the records back. */
  void forgetRecords() {
    records = new byte[0];
  }

  /** Gives the memory of the facts back. */
  void forgetFacts() {
    facts = new FactTable(0);
  }

  /**
   * Adds the chunk's rows that belong to this shard, the {@code index}-th.
   *
   * <p>Goes over the rows once for each table it looks into, so that the waits for memory overlap.
   */
  void add(RowChunk chunk, int index, TupleFilter filter) {
    if (chunk.layout.version > layout.version) {
      layOut(chunk.layout);
    } else if (chunk.layout.version < layout.version) {
      chunk.lay(layout);
    }
    facts.prepare(chunk.metrics);
    int from = chunk.starts[index];
    int to = chunk.starts[index + 1];
    for (int i = from; i < to; i++) {
      candidates[i] = slots[(int) chunk.hashes[chunk.order[i]] & slots.length - 1];
    }
    int length = layout.length;
    for (int i = from; i < to; i++) {
      int row = chunk.order[i];
      int tag = (int) chunk.hashes[row];
      int entity = (int) candidates[i] - 1;
      boolean same = entity >= 0
          && (int) (candidates[i] >>> 32) == tag
          && same(entity * length, chunk.records, row * length, length);
      targets[i] = same ? entity : entity(tag, chunk.records, row * length, filter);
    }
    for (int i = from; i < to; i++) {
      targets[i] = fact(targets[i], chunk.days[chunk.order[i]]);
    }
    for (int i = from; i < to; i++) {
      touched += targets[i] < 0 ? 0 : facts.touch(targets[i]);
    }
    boolean plain = facts.isPlain(chunk.metrics);
    for (int i = from; i < to; i++) {
      if (targets[i] < 0) {
        continue;
      }
      if (plain) {
        facts.add(targets[i], chunk.metrics, chunk.order[i]);
      } else {
        facts.addAny(targets[i], chunk.metrics, chunk.order[i]);
      }
    }
  }

  private int entity(int tag, byte[] wanted, int record, TupleFilter filter) {
    int length = layout.length;
    int mask = slots.length - 1;
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
    // The record looked for has a head of 0.
    long difference = LittleEndian.getLong(records, own) >>> 32 ^ LittleEndian.getLong(wanted, record) >>> 32;
    for (int i = 8; i < length; i += 8) {
      difference |= LittleEndian.getLong(records, own + i) ^ LittleEndian.getLong(wanted, record + i);
    }
    return difference == 0;
  }

  private int insert(int slot, int tag, byte[] wanted, int record, TupleFilter filter) {
    int entity = entities++;
    int length = layout.length;
    if (records.length < entities * length) {
      records = Arrays.copyOf(records, Math.multiplyExact(entity + (entity >> 1) + 64, length));
    }
    System.arraycopy(wanted, record, records, entity * length, length);
    if (!filter.test(layout, wanted, record)) {
      head(entity, DROPPED);
    }
    slots[slot] = (long) tag << 32 | entity + 1;
    if (entities * 3L > slots.length * 2L) {
      grow();
    }
    return entity;
  }

  private int head(int entity) {
    return LittleEndian.getInt(records, entity * layout.length);
  }

  private void head(int entity, int head) {
    LittleEndian.INT.set(records, entity * layout.length, head);
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

  /** The fact of an entity on a day; -1 when its rows are not wanted. */
  private int fact(int entity, int day) {
    int head = head(entity);
    if (head < 0) {
      return head == DROPPED ? -1 : windowed(entity, day);
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
      head(entity, fact + 1);
      return fact;
    }
    head(entity, -1 - newWindow(facts.day(fact), -1));
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
    int first = -1 - head(entity);
    for (int w = first; w >= 0; w = windows[w * WINDOW + 1] - 1) {
      if (windows[w * WINDOW] == block) {
        return w;
      }
    }
    int window = newWindow(day, first);
    head(entity, -1 - window);
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
