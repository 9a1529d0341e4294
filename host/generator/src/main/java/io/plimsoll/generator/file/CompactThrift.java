package io.plimsoll.generator.file;

import java.nio.charset.StandardCharsets;

/** Writes Thrift structs in the compact protocol, as Parquet's metadata is. */
final class CompactThrift {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final Bytes out;
  private final int[] last = new int[16];
  private int depth;

  CompactThrift(Bytes out) {
    this.out = out;
  }

  CompactThrift number(int id, int value) {
    field(id, I32);
    zigzag(value);
    return this;
  }

  CompactThrift number(int id, long value) {
    field(id, I64);
    zigzag(value);
    return this;
  }

  CompactThrift flag(int id, boolean value) {
    field(id, value ? TRUE : FALSE);
    return this;
  }

  CompactThrift text(int id, String value) {
    field(id, BINARY);
    element(value);
    return this;
  }

  CompactThrift numbers(int id, int... values) {
    list(id, I32, values.length);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }

  CompactThrift texts(int id, String... values) {
    list(id, BINARY, values.length);
    for (String value : values) {
      element(value);
    }
    return this;
  }

  /** Opens a list of structs; each is opened with {@link #open()}. */
  CompactThrift structs(int id, int size) {
    list(id, STRUCT, size);
    return this;
  }

  /** Appends the structs of a list that were written elsewhere. */
  CompactThrift raw(Bytes structs) {
    out.put(structs);
    return this;
  }

  /** Opens a struct that is a field. */
  CompactThrift open(int id) {
    field(id, STRUCT);
    return open();
  }

  /** Opens a struct that is an element of a list, or the outermost. */
  CompactThrift open() {
    last[++depth] = 0;
    return this;
  }

  CompactThrift close() {
    out.put(0);
    depth--;
    return this;
  }

  private void list(int id, int type, int size) {
    field(id, LIST);
    if (size < 15) {
      out.put(size << 4 | type);
    } else {
      out.put(0xF0 | type);
      out.putVarint(size);
    }
  }

  private void element(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.putVarint(bytes.length);
    out.put(bytes);
  }

  private void field(int id, int type) {
    out.put(id - last[depth] << 4 | type);
    last[depth] = id;
  }

  private void zigzag(long value) {
    out.putVarint(value << 1 ^ value >> 63);
  }
}
