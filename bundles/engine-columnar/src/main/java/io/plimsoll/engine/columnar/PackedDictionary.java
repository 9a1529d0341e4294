package io.plimsoll.engine.columnar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a column in byte order, each without the prefix it shares with the one before.
 *
 * <p>Every 16th value stands in full, so that one value is found by reading few others. The code behind the last
 * value stands for null. Immutable.
 */
final class PackedDictionary {
  private static final int GROUP = 16;

  private final ByteBuffer buffer;
  private final int offsets;
  private final int data;
  private final int size;

  PackedDictionary(ByteBuffer buffer, int start) {
    this.buffer = buffer;
    size = buffer.getInt(start);
    offsets = start + 4;
    data = offsets + groups() * 4;
  }

  /** Writes values that are distinct and in byte order. */
  static void write(byte[][] sorted, BytesOut out) {
    BytesOut packed = new BytesOut();
    out.putInt(sorted.length);
    for (int i = 0; i < sorted.length; i++) {
      byte[] value = sorted[i];
      int shared = 0;
      if (i % GROUP == 0) {
        out.putInt(packed.size());
      } else {
        shared = Arrays.mismatch(sorted[i - 1], value);
        packed.putCount(shared);
      }
      packed.putCount(value.length - shared);
      packed.putBytes(value, shared, value.length - shared);
    }
    out.putAll(packed);
  }

  /** How many values there are, null not counted. */
  int size() {
    return size;
  }

  /** The value of a code; {@code null} for the code of null. */
  @Nullable String text(int code) {
    if (code == size) {
      return null;
    }
    Cursor cursor = new Cursor(code / GROUP);
    while (cursor.code < code) {
      cursor.next();
    }
    return cursor.text();
  }

  /** The code of a value, or -1. */
  int find(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = groups() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (new Cursor(middle).compareTo(wanted) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (size == 0) {
      return -1;
    }
    Cursor cursor = new Cursor(low);
    while (cursor.compareTo(wanted) < 0 && cursor.code + 1 < Math.min(size, (low + 1) * GROUP)) {
      cursor.next();
    }
    return cursor.compareTo(wanted) == 0 ? cursor.code : -1;
  }

  /** A cursor at the first value; only when there is one. */
  Cursor first() {
    return new Cursor(0);
  }

  private int groups() {
    return (size + GROUP - 1) / GROUP;
  }

  /** Reads values one after the other. */
  final class Cursor {
    int code;
    byte[] bytes = new byte[256];
    int length;
    private int at;

    private Cursor(int group) {
      code = group * GROUP;
      at = data + buffer.getInt(offsets + group * 4);
      take(0);
    }

    /** Goes on to the next value; answers false behind the last. */
    boolean next() {
      if (++code >= size) {
        return false;
      }
      take(code % GROUP == 0 ? 0 : count());
      return true;
    }

    String text() {
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void take(int shared) {
      int more = count();
      length = shared + more;
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      buffer.get(at, bytes, shared, more);
      at += more;
    }

    private int count() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = buffer.get(at++);
        value |= (b & 127) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }

    private int compareTo(byte[] wanted) {
      return Arrays.compareUnsigned(bytes, 0, length, wanted, 0, wanted.length);
    }
  }
}
