package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values of one column, numbered in the order they are first met; null is a value like others.
 *
 * <p>Reads take no lock: what a slot points to is written before the slot, and the arrays only ever grow, so a
 * reader that sees a code sees its bytes.
 */
final class ValueDictionary {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final String column;
  /** The hash above and the code + 1 below; 0 is free. */
  private volatile long[] slots = new long[64];

  private volatile int[] ends = new int[32];
  private volatile byte[] arena = new byte[512];
  private volatile int size;
  private volatile int nullCode = -1;

  ValueDictionary(String column) {
    this.column = column;
  }

  /** How many codes there are, null's included. */
  int size() {
    return size;
  }

  /** The code of null, or -1 while there was none. */
  int nullCodeIfAny() {
    return nullCode;
  }

  /** The code of null. */
  int nullCode() {
    return nullCode >= 0 ? nullCode : addNull();
  }

  /** The code of these bytes. */
  int code(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int found = find(hash, bytes, from, to);
    return found >= 0 ? found : add(hash, bytes, from, to);
  }

  int code(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return code(bytes, 0, bytes.length);
  }

  /** The bytes of a value; {@code null} for the code of null. */
  byte @Nullable [] bytes(int code) {
    if (code == nullCode) {
      return null;
    }
    int[] to = ends;
    return Arrays.copyOfRange(arena, code == 0 ? 0 : to[code - 1], to[code]);
  }

  @Nullable String text(int code) {
    byte[] bytes = bytes(code);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The codes of several values at once, 0 to {@code count} of {@code ends}; those of no bytes are null.
   *
   * <p>Looks up all slots before it compares any value, so that the waits for memory overlap.
   */
  void codes(byte[] bytes, int[] bounds, int count, int[] into, int intoFrom) {
    int[] hash = new int[count];
    long[] found = new long[count];
    long[] table = slots;
    for (int i = 0; i < count; i++) {
      hash[i] = hash(bytes, bounds[i], bounds[i + 1]);
    }
    for (int i = 0; i < count; i++) {
      found[i] = (long) SLOT.getAcquire(table, hash[i] & table.length - 1);
    }
    for (int i = 0; i < count; i++) {
      int code = (int) found[i] - 1;
      if (bounds[i] == bounds[i + 1]) {
        code = nullCode();
      } else if (code < 0 || (int) (found[i] >>> 32) != hash[i] || !same(code, bytes, bounds[i], bounds[i + 1])) {
        code = find(hash[i], bytes, bounds[i], bounds[i + 1]);
        code = code >= 0 ? code : add(hash[i], bytes, bounds[i], bounds[i + 1]);
      }
      into[intoFrom + i] = code;
    }
  }

  private int find(int hash, byte[] bytes, int from, int to) {
    long[] table = slots;
    for (int slot = hash & table.length - 1; ; slot = slot + 1 & table.length - 1) {
      long entry = (long) SLOT.getAcquire(table, slot);
      if (entry == 0) {
        return -1;
      }
      if ((int) (entry >>> 32) == hash && same((int) entry - 1, bytes, from, to)) {
        return (int) entry - 1;
      }
    }
  }

  private boolean same(int code, byte[] bytes, int from, int to) {
    int[] until = ends;
    return Arrays.equals(arena, code == 0 ? 0 : until[code - 1], until[code], bytes, from, to);
  }

  private synchronized int add(int hash, byte[] bytes, int from, int to) {
    int found = find(hash, bytes, from, to);
    if (found >= 0) {
      return found;
    }
    int code = append(bytes, from, to);
    if (code * 2 >= slots.length) {
      grow();
    }
    put(slots, (long) hash << 32 | code + 1);
    size = code + 1;
    return code;
  }

  private synchronized int addNull() {
    if (nullCode < 0) {
      int code = append(arena, 0, 0);
      size = code + 1;
      nullCode = code;
    }
    return nullCode;
  }

  private int append(byte[] bytes, int from, int to) {
    int code = size;
    if (code == ends.length) {
      ends = Arrays.copyOf(ends, code + (code >> 1) + 16);
    }
    int start = code == 0 ? 0 : ends[code - 1];
    long end = (long) start + to - from;
    if (end > Integer.MAX_VALUE - 64) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "The values of column " + column + " take more than 2 GiB.",
          "Leave the column out of the keys of the rollup.");
    }
    if (end > arena.length) {
      arena = Arrays.copyOf(arena, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(end, arena.length * 3L / 2)));
    }
    System.arraycopy(bytes, from, arena, start, to - from);
    ends[code] = (int) end;
    return code;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long entry : slots) {
      if (entry != 0) {
        put(larger, entry);
      }
    }
    slots = larger;
  }

  private static void put(long[] table, long entry) {
    int slot = (int) (entry >>> 32) & table.length - 1;
    while (table[slot] != 0) {
      slot = slot + 1 & table.length - 1;
    }
    SLOT.setRelease(table, slot, entry);
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = (to - from) * MIX;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = Long.rotateLeft((hash ^ LittleEndian.getLong(bytes, at)) * MIX, 29);
    }
    long tail = 0;
    for (; at < to; at++) {
      tail = tail << 8 | bytes[at] & 0xff;
    }
    hash = (hash ^ tail) * MIX;
    hash = (hash ^ hash >>> 32) * MIX;
    return (int) (hash >>> 32);
  }
}
