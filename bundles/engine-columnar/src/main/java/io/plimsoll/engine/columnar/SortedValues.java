package io.plimsoll.engine.columnar;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of a dictionary in byte order.
 *
 * @param values sorted, null left out
 * @param codes by code of the dictionary, the place in the order; null's is behind the last
 */
record SortedValues(byte[][] values, int[] codes) {
  private record Entry(byte[] bytes, int code) {}

  /** @param used the codes to take; {@code null} for all */
  static SortedValues of(ValueDictionary dictionary, @Nullable BitSet used) {
    int size = dictionary.size();
    Entry[] entries = new Entry[size];
    int count = 0;
    for (int code = 0; code < size; code++) {
      byte[] bytes = used == null || used.get(code) ? dictionary.bytes(code) : null;
      if (bytes != null) {
        entries[count++] = new Entry(bytes, code);
      }
    }
    Arrays.sort(entries, 0, count, (a, b) -> Arrays.compareUnsigned(a.bytes, b.bytes));
    byte[][] values = new byte[count][];
    int[] codes = new int[size];
    for (int i = 0; i < count; i++) {
      values[i] = entries[i].bytes;
      codes[entries[i].code] = i;
    }
    if (dictionary.nullCodeIfAny() >= 0) {
      codes[dictionary.nullCodeIfAny()] = count;
    }
    return new SortedValues(values, codes);
  }
}
