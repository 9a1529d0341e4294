package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written, little-endian. */
final class BytesOut {
  private static final int LIMIT = Integer.MAX_VALUE - 64;

  private byte[] bytes = new byte[64];
  private int size;

  int size() {
    return size;
  }

  void putByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void putInt(int value) {
    ensure(4);
    LittleEndian.INT.set(bytes, size, value);
    size += 4;
  }

  void putLong(long value) {
    ensure(8);
    LittleEndian.LONG.set(bytes, size, value);
    size += 8;
  }

  /** Writes the lowest bytes of a value. */
  void putLow(long value, int count) {
    ensure(8);
    LittleEndian.LONG.set(bytes, size, value);
    size += count;
  }

  /** A number that is not negative, in one byte when it is small. */
  void putCount(int value) {
    ensure(5);
    while (value > 127) {
      bytes[size++] = (byte) (value | 128);
      value >>>= 7;
    }
    bytes[size++] = (byte) value;
  }

  void putBytes(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, bytes, size, count);
    size += count;
  }

  void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putCount(utf8.length);
    putBytes(utf8, 0, utf8.length);
  }

  void putAll(BytesOut other) {
    putBytes(other.bytes, 0, other.size);
  }

  /** Overwrites an int written before. */
  void setInt(int at, int value) {
    LittleEndian.INT.set(bytes, at, value);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      long wanted = Math.max((long) size + more, bytes.length * 3L / 2);
      if ((long) size + more > LIMIT) {
        throw new PlimsollException(
            ErrorCode.LIMIT_EXCEEDED,
            "One column of the rollup takes more than 2 GiB.",
            "Leave columns of many distinct values out of the keys.");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, LIMIT));
    }
  }
}
