package io.plimsoll.generator.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes, little endian. */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void put(int value) {
    room(1);
    array[size++] = (byte) value;
  }

  void put(byte[] bytes) {
    put(bytes, 0, bytes.length);
  }

  void put(byte[] bytes, int from, int length) {
    room(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  void put(Bytes other) {
    put(other.array, 0, other.size);
  }

  void putInt(int value) {
    room(4);
    INT.set(array, size, value);
    size += 4;
  }

  void putLong(long value) {
    room(8);
    LONG.set(array, size, value);
    size += 8;
  }

  void putBigEndian(long value) {
    room(8);
    BIG_LONG.set(array, size, value);
    size += 8;
  }

  /** An unsigned number, seven bits a byte. */
  void putVarint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      put((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    put((int) left);
  }

  byte[] copy() {
    return Arrays.copyOf(array, size);
  }

  /** Counts bytes in that were written into the array behind the end. */
  void grow(int more) {
    size += more;
  }

  private void room(int more) {
    if (size + more > array.length) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
    }
  }
}
