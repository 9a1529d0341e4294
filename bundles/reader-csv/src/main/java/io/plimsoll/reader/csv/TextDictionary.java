package io.plimsoll.reader.csv;

import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;

/**
 * The distinct texts of a column and their codes.
 *
 * <p>A field with doubled quotes is looked up as it stands, in a table of its own, so that its text is made
 * once and not in every row.
 */
final class TextDictionary implements AutoCloseable {
  private ByteTable texts;
  private ByteTable escaped;
  private final DictionaryVector vector;
  /** By number in {@link #escaped}: the code of its text. */
  private int[] escapedCodes = new int[16];
  private byte[] plain = new byte[256];

  TextDictionary(String name, Limits limits, BufferAllocator allocator) {
    this.texts = new ByteTable(limits.texts, limits.bytes);
    this.escaped = new ByteTable(limits.texts, limits.bytes);
    this.vector = new DictionaryVector(name, allocator);
  }

  /** How large a dictionary may grow. */
  record Limits(int texts, int bytes) {
    static final Limits STANDARD = new Limits(1_000_000, 64 * 1024 * 1024);
  }

  /** The number a field most likely has among its like, or -1. */
  int likely(long hash, boolean isEscaped) {
    return (isEscaped ? escaped : texts).likely(hash);
  }

  /** Whether the field of this number is this one. */
  boolean holds(int n, boolean isEscaped, byte[] bytes, int from, int length) {
    return (isEscaped ? escaped : texts).holds(n, bytes, from, length);
  }

  /** The code of the field with this number. */
  int code(int n, boolean isEscaped) {
    return isEscaped ? escapedCodes[n] : n;
  }

  /** The number of a field among its like, or -1 when it is new. */
  int find(byte[] bytes, int from, int length, long hash, boolean isEscaped) {
    return (isEscaped ? escaped : texts).find(bytes, from, length, hash);
  }

  /** Adds a field that is not there; answers its number among its like, or -1 when no more fits. */
  int add(byte[] bytes, int from, int length, long hash, boolean isEscaped) {
    if (!isEscaped) {
      return texts.add(bytes, from, length, hash);
    }
    if (plain.length < length + Long.BYTES) {
      plain = new byte[2 * length + Long.BYTES];
    }
    int plainLength = unescape(bytes, from, length, plain, 0);
    long plainHash = ByteTable.hash(plain, 0, plainLength);
    int code = texts.find(plain, 0, plainLength, plainHash);
    if (code < 0) {
      code = texts.add(plain, 0, plainLength, plainHash);
    }
    int n = code < 0 ? -1 : escaped.add(bytes, from, length, hash);
    if (n == escapedCodes.length) {
      escapedCodes = Arrays.copyOf(escapedCodes, 2 * n);
    }
    if (n >= 0) {
      escapedCodes[n] = code;
    }
    return n;
  }

  /** Appends the text of a code. */
  void copy(int code, PlainText target) {
    target.append(texts.texts(), texts.offset(code), texts.offset(code + 1) - texts.offset(code), false);
  }

  /** The texts up to now, by code. */
  VarCharVector vector() {
    vector.follow(texts);
    return vector.vector();
  }

  /** Gives back the memory of the look-up; the vector stays as it is. */
  void forget() {
    texts = new ByteTable(0, 0);
    escaped = texts;
    escapedCodes = new int[0];
    plain = new byte[0];
  }

  @Override
  public void close() {
    vector.close();
  }

  /** Writes text with each doubled quote once; answers its length. */
  static int unescape(byte[] bytes, int from, int length, byte[] target, int at) {
    int to = at;
    for (int i = from; i < from + length; i++) {
      target[to++] = bytes[i];
      if (bytes[i] == '"') {
        i++;
      }
    }
    return to - at;
  }
}
