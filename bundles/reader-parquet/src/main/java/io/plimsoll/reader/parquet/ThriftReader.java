package io.plimsoll.reader.parquet;

import java.nio.charset.StandardCharsets;

/** Reads Thrift's compact protocol, field by field; callers skip what they do not know. */
final class ThriftReader {
  private static final int STOP = 0;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;

  /** Parquet's own structures nest five deep. */
  private static final int MAX_DEPTH = 32;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int field;
  private int type = STRUCT;
  private int depth;

  ThriftReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Where the next byte is read. */
  int position() {
    return at;
  }

  /** One struct: the callback sees each field and must read or skip it. */
  void struct(Runnable onField) {
    expect(STRUCT, "a structure");
    if (++depth > MAX_DEPTH) {
      throw new MalformedException("its structures nest too deep");
    }
    int outer = field;
    field = 0;
    while (nextField()) {
      onField.run();
    }
    field = outer;
    depth--;
  }

  private boolean nextField() {
    int head = unsignedByte();
    type = head & 15;
    if (type == STOP) {
      return false;
    }
    int delta = head >>> 4;
    field = delta == 0 ? (int) zigzag() : field + delta;
    return true;
  }

  /** The id of the field at hand. */
  int field() {
    return field;
  }

  boolean bool() {
    if (type != TRUE && type != FALSE) {
      throw new MalformedException("a flag has another type");
    }
    return type == TRUE;
  }

  /** A whole number of any width. */
  long number() {
    if (type == BYTE) {
      return (byte) unsignedByte();
    }
    if (type < BYTE || type > 6) {
      throw new MalformedException("a number has another type");
    }
    return zigzag();
  }

  /** A whole number that fits an int. */
  int int32() {
    long value = number();
    if (value != (int) value) {
      throw new MalformedException("a number is too large");
    }
    return (int) value;
  }

  String text() {
    expect(BINARY, "a text");
    int length = length();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** A list: the callback reads one element at a time. */
  void list(Runnable onElement) {
    expect(LIST, "a list");
    int size = listHead();
    int element = type;
    for (int i = 0; i < size; i++) {
      type = element;
      onElement.run();
    }
  }

  /** Leaves out the field at hand. */
  void skip() {
    skip(type);
  }

  private void skip(int kind) {
    switch (kind) {
      case TRUE, FALSE -> { }
      case BYTE -> advance(1);
      case 4, 5, 6 -> zigzag();
      case DOUBLE -> advance(8);
      case BINARY -> advance(length());
      case LIST, SET -> {
        int size = listHead();
        int element = type;
        for (int i = 0; i < size; i++) {
          skipElement(element);
        }
      }
      case MAP -> skipMap();
      case STRUCT -> struct(this::skip);
      default -> throw new MalformedException("a field has the unknown type " + kind);
    }
  }

  private void skipMap() {
    int size = size(varint());
    if (size > 0) {
      int kinds = unsignedByte();
      for (int i = 0; i < size; i++) {
        skipElement(kinds >>> 4);
        skipElement(kinds & 15);
      }
    }
  }

  private void skipElement(int kind) {
    if (++depth > MAX_DEPTH) {
      throw new MalformedException("its structures nest too deep");
    }
    type = kind;
    // Inside a list a flag takes a byte of its own; as a field it lies in the head.
    skip(kind == TRUE || kind == FALSE ? BYTE : kind);
    depth--;
  }

  /** Size of a list; its element type is left in {@link #type}. */
  private int listHead() {
    int head = unsignedByte();
    type = head & 15;
    return size(head >>> 4 == 15 ? varint() : head >>> 4);
  }

  /** Each element takes at least a byte, so a size beyond the bytes at hand is a lie. */
  private int size(long claimed) {
    if (claimed < 0 || claimed > end - at) {
      throw MalformedException.ended();
    }
    return (int) claimed;
  }

  private int length() {
    return size(varint());
  }

  private void expect(int wanted, String what) {
    if (type != wanted) {
      throw new MalformedException(what + " has another type");
    }
  }

  private void advance(int count) {
    if (count > end - at) {
      throw MalformedException.ended();
    }
    at += count;
  }

  private int unsignedByte() {
    if (at >= end) {
      throw MalformedException.ended();
    }
    return bytes[at++] & 0xff;
  }

  private long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = unsignedByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number has too many bytes");
  }
}
