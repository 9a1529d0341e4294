package io.plimsoll.engine.columnar;

import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;

/** The dictionary of a part's column: which code of the aggregation stands for each code of the part. */
final class PartDictionary {
  /** Values copied out of Arrow at a time. */
  private static final int STEP = 2048;

  private final VarCharVector dictionary;
  private final ValueDictionary values;
  /** By part code + 1, so that the part's -1 finds the code of null in front. */
  private int[] map = {-1};
  private int known;

  PartDictionary(VarCharVector dictionary, ValueDictionary values) {
    this.dictionary = dictionary;
    this.values = values;
  }

  boolean isOf(VarCharVector other) {
    return dictionary == other;
  }

  /** Takes in what the reader added to its dictionary since. */
  void extend() {
    int size = dictionary.getValueCount();
    if (map.length < size + 1) {
      map = Arrays.copyOf(map, Math.max(size + 1, map.length * 3 / 2));
    }
    while (known < size) {
      int rows = Math.min(STEP, size - known);
      int[] ends = new int[rows + 1];
      byte[] data = KeyColumn.copy(dictionary, known, rows, ends);
      values.codes(data, ends, rows, map, known + 1);
      known += rows;
    }
  }

  void nullCode(int code) {
    map[0] = code;
  }

  /** Translates; answers false when a row has a code that the dictionary does not. */
  boolean map(byte[] partCodes, int rows, int[] into) {
    int[] to = map;
    int highest = known;
    int wrong = 0;
    for (int i = 0; i < rows; i++) {
      int code = LittleEndian.getInt(partCodes, i * 4) + 1;
      if (code < 0 || code > highest) {
        return false;
      }
      int mapped = to[code];
      wrong |= mapped;
      into[i] = mapped;
    }
    return wrong >= 0;
  }
}
