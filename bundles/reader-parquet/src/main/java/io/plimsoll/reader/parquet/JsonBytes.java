package io.plimsoll.reader.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects of texts, one behind the other. */
final class JsonBytes {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final String HEX = "0123456789abcdef";

  private byte[] bytes = new byte[1 << 16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** What was written, with slack behind. */
  byte[] bytes() {
    return bytes;
  }

  void open() {
    put('{');
  }

  void close() {
    put('}');
  }

  /** Adds a pair; the first opens the object. */
  void pair(int before, byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null) {
      throw new MalformedException("a map has a null key");
    }
    put(before == 0 ? '{' : ',');
    put(key);
    put(':');
    put(value == null ? NULL : value);
  }

  private void put(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  private void put(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void room(int more) {
    if (bytes.length < size + more + LittleEndian.SLACK) {
      bytes = Arrays.copyOf(bytes, 2 * (size + more) + LittleEndian.SLACK);
    }
  }

  /** A text in quotes; what JSON does not allow inside is escaped. */
  static byte[] quote(byte[] text, int at, int length) {
    byte[] quoted = new byte[2 + 6 * length];
    int to = 0;
    quoted[to++] = '"';
    for (int i = at; i < at + length; i++) {
      byte b = text[i];
      if (b == '"' || b == '\\') {
        quoted[to++] = '\\';
        quoted[to++] = b;
      } else if (b >= 0 && b < ' ') {
        quoted[to++] = '\\';
        char named = switch (b) {
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          case '\b' -> 'b';
          case '\f' -> 'f';
          default -> 'u';
        };
        quoted[to++] = (byte) named;
        if (named == 'u') {
          quoted[to++] = '0';
          quoted[to++] = '0';
          quoted[to++] = (byte) HEX.charAt(b >> 4);
          quoted[to++] = (byte) HEX.charAt(b & 15);
        }
      } else {
        quoted[to++] = b;
      }
    }
    quoted[to++] = '"';
    return Arrays.copyOf(quoted, to);
  }
}
