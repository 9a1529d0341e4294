package io.plimsoll.reader.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes Thrift's compact protocol, one struct each. */
final class ThriftWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  ThriftWriter number(int field, long value) {
    head(field, 6);
    varint(out, value << 1 ^ value >> 63);
    return this;
  }

  ThriftWriter int32(int field, int value) {
    head(field, 5);
    varint(out, (long) value << 1 ^ value >> 31);
    return this;
  }

  ThriftWriter flag(int field, boolean value) {
    head(field, value ? 1 : 2);
    return this;
  }

  ThriftWriter text(int field, String value) {
    head(field, 8);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(out, bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  ThriftWriter struct(int field, ThriftWriter value) {
    head(field, 12);
    out.writeBytes(value.end());
    return this;
  }

  ThriftWriter structs(int field, List<ThriftWriter> values) {
    head(field, 9);
    if (values.size() < 15) {
      out.write(values.size() << 4 | 12);
    } else {
      out.write(0xf0 | 12);
      varint(out, values.size());
    }
    values.forEach(v -> out.writeBytes(v.end()));
    return this;
  }

  ThriftWriter texts(int field, List<String> values) {
    head(field, 9);
    out.write(values.size() << 4 | 8);
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      varint(out, bytes.length);
      out.writeBytes(bytes);
    }
    return this;
  }

  ThriftWriter int32s(int field, int... values) {
    head(field, 9);
    out.write(values.length << 4 | 5);
    for (int value : values) {
      varint(out, (long) value << 1 ^ value >> 31);
    }
    return this;
  }

  byte[] end() {
    out.write(0);
    return out.toByteArray();
  }

  private void head(int field, int type) {
    out.write(field - last << 4 | type);
    last = field;
  }

  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
