package io.plimsoll.engine.columnar;

import java.util.Arrays;

/**
 * Where the code of each key stands in the record of an entity.
 *
 * <p>The first four bytes are not a key: the shard keeps there what the entity's facts hang on. A column takes as
 * many bytes as its number of distinct values asks for; a column of one value takes none. A layout only ever gives way
 * to a wider one of a higher version.
 */
final class TupleLayout {
  /** Bytes in front of the codes. */
  static final int HEAD = 4;

  final int version;
  /** Bytes of a record, a multiple of eight so that records compare by longs. */
  final int length;

  private final int[] widths;
  private final int[] offsets;

  private TupleLayout(int version, int[] widths) {
    this.version = version;
    this.widths = widths;
    offsets = new int[widths.length];
    int at = HEAD;
    for (int width : new int[] {4, 2, 1}) {
      for (int k = 0; k < widths.length; k++) {
        if (widths[k] == width) {
          offsets[k] = at;
          at += width;
        }
      }
    }
    length = at + 7 & ~7;
  }

  /** The layout of keys of which nothing is known yet. */
  static TupleLayout of(int keys) {
    return new TupleLayout(0, new int[keys]);
  }

  /** This layout, or the next one that has room for every code there is now. */
  TupleLayout wideEnoughFor(ValueDictionary[] dictionaries) {
    int[] wider = null;
    for (int k = 0; k < widths.length; k++) {
      int size = dictionaries[k].size();
      int width = size <= 1 ? 0 : size <= 1 << 8 ? 1 : size <= 1 << 16 ? 2 : 4;
      if (width > widths[k]) {
        wider = wider == null ? widths.clone() : wider;
        wider[k] = width;
      }
    }
    return wider == null ? this : new TupleLayout(version + 1, wider);
  }

  /** Writes the codes of one key into the records of the first {@code rows} rows. */
  void store(int key, int[] codes, int rows, byte[] records) {
    int at = offsets[key];
    switch (widths[key]) {
      case 1 -> {
        for (int i = 0; i < rows; i++, at += length) {
          records[at] = (byte) codes[i];
        }
      }
      case 2 -> {
        for (int i = 0; i < rows; i++, at += length) {
          LittleEndian.SHORT.set(records, at, (short) codes[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < rows; i++, at += length) {
          LittleEndian.INT.set(records, at, codes[i]);
        }
      }
      default -> {
        // The column has one value so far: every code is 0.
      }
    }
  }

  /** The code of a key in the record that begins at {@code record}. */
  int code(byte[] records, int record, int key) {
    int at = record + offsets[key];
    return switch (widths[key]) {
      case 1 -> records[at] & 0xff;
      case 2 -> (short) LittleEndian.SHORT.get(records, at) & 0xffff;
      case 4 -> LittleEndian.getInt(records, at);
      default -> 0;
    };
  }

  /** The same records, heads included, in a wider layout with room for {@code capacity}. */
  byte[] widen(byte[] records, int count, TupleLayout wider, int capacity) {
    byte[] result = new byte[Math.multiplyExact(capacity, wider.length)];
    int[] code = new int[1];
    byte[] record = new byte[wider.length];
    for (int e = 0; e < count; e++) {
      Arrays.fill(record, (byte) 0);
      System.arraycopy(records, e * length, record, 0, HEAD);
      for (int k = 0; k < widths.length; k++) {
        code[0] = code(records, e * length, k);
        wider.store(k, code, 1, record);
      }
      System.arraycopy(record, 0, result, e * wider.length, wider.length);
    }
    return result;
  }
}
