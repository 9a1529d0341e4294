package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * All texts of one axis: for each code one array, in which the pieces of a line follow each other.
 *
 * <p>They are kept together because the lines of a large export jump from resource to resource, and each
 * array that is somewhere else costs a wait for memory.
 */
final class AxisTexts {
  private final Axis axis;
  private final List<IntFunction<byte[]>> slots = new ArrayList<>();
  private final byte[][] made;
  private int[] ends = new int[0];

  AxisTexts(Axis axis, int size) {
    this.axis = axis;
    made = new byte[size][];
  }

  Axis axis() {
    return axis;
  }

  /** Adds a piece and answers its number. */
  int add(IntFunction<byte[]> piece) {
    slots.add(piece);
    ends = new int[made.length * slots.size()];
    return slots.size() - 1;
  }

  /** The texts of a code, one behind the other. */
  byte[] texts(int code) {
    byte[] texts = made[code];
    return texts != null ? texts : make(code);
  }

  /** Where in {@link #texts} a piece starts. */
  int start(int code, int slot) {
    return slot == 0 ? 0 : ends[code * slots.size() + slot - 1];
  }

  /** Where it ends. */
  int end(int code, int slot) {
    return ends[code * slots.size() + slot];
  }

  private byte[] make(int code) {
    Bytes texts = new Bytes(1 << 10);
    for (int slot = 0; slot < slots.size(); slot++) {
      texts.put(slots.get(slot).apply(code));
      ends[code * slots.size() + slot] = texts.size();
    }
    made[code] = texts.copy();
    return made[code];
  }
}
