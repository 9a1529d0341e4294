package io.plimsoll.reader.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers inside byte arrays, as Parquet and Arrow lay them out. Every access is bounds-checked. */
final class LittleEndian {
  /** Bytes that stand behind the content of every buffer, so that loops may read and write a few too many. */
  static final int SLACK = 64;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private LittleEndian() {}

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /** Big-endian: decimals in fixed bytes are the one thing Parquet writes the other way round. */
  static long getBigLong(byte[] bytes, int at) {
    return (long) BIG_LONG.get(bytes, at);
  }
}
