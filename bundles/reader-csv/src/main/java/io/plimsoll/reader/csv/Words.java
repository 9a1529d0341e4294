package io.plimsoll.reader.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time: loads, stores and tests on them. */
final class Words {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The high bit of each byte. */
  static final long HIGH = 0x8080808080808080L;
  /** The other bits of each byte. */
  static final long LOW = 0x7f7f7f7f7f7f7f7fL;

  private Words() {}

  static long get(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void put(byte[] bytes, int at, long word) {
    LONG.set(bytes, at, word);
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /** A word with this ASCII character in each byte. */
  static long repeat(char character) {
    return character * 0x0101010101010101L;
  }

  /** Which of the eight bytes is the first with its high bit set in this mask, which is not 0. */
  static int first(long mask) {
    return Long.numberOfTrailingZeros(mask) >>> 3;
  }
}
