package io.plimsoll.engine.columnar;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of a dictionary in byte order.
 *
 * @param values sorted, null left out
 * @param codes by code of the dictionary, the place in the order; null's is behind the last
 */
record SortedValues(byte[][] values, int[] codes) {
  /** @param used the codes to take; {@code null} for all */
  static SortedValues of(ValueDictionary dictionary, @Nullable BitSet used) {
    int size = dictionary.size();
    byte[][] values = new byte[used == null ? size : used.cardinality()][];
    int[] taken = new int[values.length];
    int count = 0;
    for (int code = 0; code < size; code++) {
      byte[] bytes = used == null || used.get(code) ? dictionary.bytes(code) : null;
      if (bytes != null) {
        taken[count] = code;
        values[count++] = bytes;
      }
    }
    int[] order = ByteOrderSort.order(values, count);
    byte[][] sorted = new byte[count][];
    int[] codes = new int[size];
    for (int i = 0; i < count; i++) {
      sorted[i] = values[order[i]];
      codes[taken[order[i]]] = i;
    }
    if (dictionary.nullCodeIfAny() >= 0) {
      codes[dictionary.nullCodeIfAny()] = count;
    }
    return new SortedValues(sorted, codes);
  }
}
