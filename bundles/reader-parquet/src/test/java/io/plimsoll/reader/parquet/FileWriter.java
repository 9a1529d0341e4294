package io.plimsoll.reader.parquet;

import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes Parquet files that DuckDB cannot write: INT96, decimals in fixed bytes, old and rare page forms. */
final class FileWriter {
  /**
   * A flat column.
   *
   * @param physical Parquet's number of the type
   * @param logical adds converted or logical type to the schema node
   * @param values texts, numbers, {@code byte[]} as they are, or {@code null}
   */
  record Column(
      String name, int physical, int length, boolean optional, Logical logical, List<@Nullable Object> values) {}

  /** Adds a meaning to a schema node. */
  interface Logical {
    void write(ThriftWriter node);
  }

  static final Logical NONE = node -> { };
  static final Logical UTF8 = node -> node.int32(6, 0);

  static Logical decimal(int precision, int scale) {
    return node -> node.int32(6, 5).int32(7, scale).int32(8, precision);
  }

  int codec = Codec.SNAPPY;
  int encoding = Encoding.PLAIN;
  boolean secondVersion;
  boolean crc;
  boolean oldLevels;
  int rowsPerPage = 1000;
  int rowsPerGroup = 5000;
  /** Dictionary entries beyond which a chunk goes on with plain pages, as Spark does. */
  int dictionaryLimit = 500;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] write(List<Column> columns) {
    out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    int rows = columns.isEmpty() ? 0 : columns.get(0).values.size();
    List<ThriftWriter> groups = new ArrayList<>();
    for (int from = 0; from < rows; from += rowsPerGroup) {
      int to = Math.min(rows, from + rowsPerGroup);
      List<ThriftWriter> chunks = new ArrayList<>();
      for (Column column : columns) {
        chunks.add(chunk(column, column.values.subList(from, to)));
      }
      groups.add(new ThriftWriter().structs(1, chunks).number(2, 0).number(3, to - from));
    }
    List<ThriftWriter> schema = new ArrayList<>();
    schema.add(new ThriftWriter().text(4, "schema").int32(5, columns.size()));
    for (Column c : columns) {
      ThriftWriter node = new ThriftWriter().int32(1, c.physical);
      if (c.length > 0) {
        node.int32(2, c.length);
      }
      node.int32(3, c.optional ? 1 : 0).text(4, c.name);
      c.logical.write(node);
      schema.add(node);
    }
    byte[] footer =
        new ThriftWriter().int32(1, 1).structs(2, schema).number(3, rows).structs(4, groups).text(6, "test").end();
    out.writeBytes(footer);
    out.writeBytes(int32(footer.length));
    out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private ThriftWriter chunk(Column column, List<@Nullable Object> values) {
    int start = out.size();
    int dictionary = 0;
    Map<Object, Integer> codes = new LinkedHashMap<>();
    if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
      for (Object value : values) {
        if (value != null && codes.size() < dictionaryLimit) {
          codes.putIfAbsent(key(value), codes.size());
        }
      }
      dictionary = start;
      byte[] body = plain(column, codes.keySet().stream().map(FileWriter::unkey).toList());
      page(2, body, new byte[0], new ThriftWriter().int32(1, codes.size()).int32(2, 0), 7);
    }
    int data = out.size();
    for (int from = 0; from < values.size(); from += rowsPerPage) {
      dataPage(column, values.subList(from, Math.min(values.size(), from + rowsPerPage)), codes);
    }
    ThriftWriter meta =
        new ThriftWriter().int32(1, column.physical).int32s(2, encoding, 3).texts(3, List.of(column.name)).int32(4, codec).number(5, values.size())
            .number(6, out.size() - start).number(7, out.size() - start).number(9, data);
    if (dictionary > 0) {
      meta.number(11, dictionary);
    }
    return new ThriftWriter().number(2, start).struct(3, meta);
  }

  private void dataPage(Column column, List<@Nullable Object> values, Map<Object, Integer> codes) {
    List<Object> there = new ArrayList<>();
    int[] levels = new int[values.size()];
    for (int i = 0; i < levels.length; i++) {
      Object value = values.get(i);
      if (value != null) {
        levels[i] = 1;
        there.add(value);
      }
    }
    int used = encoding;
    boolean dictionary = encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY;
    if (dictionary && !codes.keySet().containsAll(there.stream().map(FileWriter::key).toList())) {
      used = Encoding.PLAIN;
    }
    byte[] body =
        switch (used) {
          case Encoding.PLAIN -> plain(column, there);
          case Encoding.RLE_DICTIONARY, Encoding.PLAIN_DICTIONARY ->
              codes(there.stream().mapToInt(v -> codes.get(key(v))).toArray(), codes.size());
          case Encoding.DELTA_BYTE_ARRAY -> prefixed(there);
          case Encoding.BYTE_STREAM_SPLIT -> split(plain(column, there), there.size());
          default -> throw new IllegalArgumentException();
        };
    byte[] definition = column.optional ? (oldLevels ? oldLevels(levels) : runs(levels, 1)) : new byte[0];
    if (secondVersion) {
      page(3, body, definition,
          new ThriftWriter().int32(1, levels.length).int32(2, levels.length - there.size()).int32(3, levels.length)
              .int32(4, used).int32(5, definition.length).int32(6, 0).flag(7, true), 8);
    } else {
      byte[] before =
          !column.optional ? definition : oldLevels ? definition : join(int32(definition.length), definition);
      page(0, join(before, body), new byte[0],
          new ThriftWriter().int32(1, levels.length).int32(2, used).int32(3, oldLevels ? 4 : 3).int32(4, 3), 5);
    }
  }

  private void page(int type, byte[] body, byte[] uncompressed, ThriftWriter head, int field) {
    byte[] bytes = join(uncompressed, compress(body));
    ThriftWriter header =
        new ThriftWriter().int32(1, type).int32(2, uncompressed.length + body.length).int32(3, bytes.length);
    if (crc) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      header.int32(4, (int) sum.getValue());
    }
    out.writeBytes(header.struct(field, head).end());
    out.writeBytes(bytes);
  }

  private byte[] compress(byte[] body) {
    switch (codec) {
      case Codec.SNAPPY -> {
        SnappyCompressor snappy = new SnappyCompressor();
        byte[] target = new byte[snappy.maxCompressedLength(body.length)];
        return Arrays.copyOf(target, snappy.compress(body, 0, body.length, target, 0, target.length));
      }
      case Codec.ZSTD -> {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] target = new byte[zstd.maxCompressedLength(body.length)];
        return Arrays.copyOf(target, zstd.compress(body, 0, body.length, target, 0, target.length));
      }
      case Codec.GZIP -> {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(target)) {
          gzip.write(body);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return target.toByteArray();
      }
      default -> {
        return body;
      }
    }
  }

  private static byte[] plain(Column column, List<?> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int bits = 0;
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof Boolean flag) {
        bits |= (flag ? 1 : 0) << (i & 7);
        if ((i & 7) == 7 || i == values.size() - 1) {
          out.write(bits);
          bits = 0;
        }
        continue;
      }
      byte[] bytes = bytes(value);
      if (column.physical == Physical.BYTE_ARRAY.ordinal()) {
        out.writeBytes(int32(bytes.length));
      }
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    if (value instanceof Long number) {
      return eight.putLong(number).array();
    }
    if (value instanceof Double number) {
      return eight.putDouble(number).array();
    }
    if (value instanceof Integer number) {
      return int32(number);
    }
    if (value instanceof Float number) {
      return int32(Float.floatToIntBits(number));
    }
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Alternates runs and bit-packed groups as the values suggest. */
  private static byte[] runs(int[] values, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < values.length; ) {
      int same = at;
      while (same < values.length && values[same] == values[at]) {
        same++;
      }
      if (same - at >= 8) {
        ThriftWriter.varint(out, (long) (same - at) << 1);
        for (int b = 0; b < width + 7 >> 3; b++) {
          out.write(values[at] >>> 8 * b);
        }
        at = same;
      } else {
        int groups = Math.min(4, (values.length - at + 7) / 8);
        ThriftWriter.varint(out, (long) groups << 1 | 1);
        BigInteger packed = BigInteger.ZERO;
        for (int i = 0; i < groups * 8 && at + i < values.length; i++) {
          packed = packed.or(BigInteger.valueOf(values[at + i]).shiftLeft(i * width));
        }
        for (int b = 0; b < groups * width; b++) {
          out.write(packed.shiftRight(8 * b).intValue());
        }
        at = Math.min(values.length, at + groups * 8);
      }
    }
    return out.toByteArray();
  }

  private static byte[] codes(int[] codes, int distinct) {
    int width = distinct <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(distinct - 1);
    return join(new byte[] {(byte) width}, runs(codes, width));
  }

  private static byte[] oldLevels(int[] levels) {
    byte[] bytes = new byte[(levels.length + 7) / 8];
    for (int i = 0; i < levels.length; i++) {
      bytes[i / 8] |= (byte) (levels[i] << (7 - i % 8));
    }
    return bytes;
  }

  private static byte[] prefixed(List<?> values) {
    long[] prefixes = new long[values.size()];
    long[] suffixes = new long[values.size()];
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    byte[] before = new byte[0];
    for (int i = 0; i < values.size(); i++) {
      byte[] now = bytes(values.get(i));
      int same = Arrays.mismatch(before, now);
      int prefix = same < 0 ? now.length : same;
      prefixes[i] = prefix;
      suffixes[i] = now.length - prefix;
      texts.write(now, prefix, now.length - prefix);
      before = now;
    }
    return join(join(deltas(prefixes), deltas(suffixes)), texts.toByteArray());
  }

  /** Blocks of 128 in four pieces; every piece gets 33 bits, so that values cross word borders. */
  private static byte[] deltas(long[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ThriftWriter.varint(out, 128);
    ThriftWriter.varint(out, 4);
    ThriftWriter.varint(out, values.length);
    long first = values.length == 0 ? 0 : values[0];
    ThriftWriter.varint(out, first << 1 ^ first >> 63);
    for (int at = 1; at < values.length; at += 128) {
      int count = Math.min(128, values.length - at);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        least = Math.min(least, values[at + i] - values[at + i - 1]);
      }
      ThriftWriter.varint(out, least << 1 ^ least >> 63);
      out.writeBytes(new byte[] {33, 33, 33, 33});
      for (int piece = 0; piece * 32 < count; piece++) {
        BigInteger packed = BigInteger.ZERO;
        for (int i = piece * 32; i < Math.min(count, piece * 32 + 32); i++) {
          long delta = values[at + i] - values[at + i - 1] - least;
          packed = packed.or(BigInteger.valueOf(delta).shiftLeft((i - piece * 32) * 33));
        }
        for (int b = 0; b < 132; b++) {
          out.write(packed.shiftRight(8 * b).intValue());
        }
      }
    }
    return out.toByteArray();
  }

  private static byte[] split(byte[] plain, int values) {
    byte[] streams = new byte[plain.length];
    int width = values == 0 ? 0 : plain.length / values;
    for (int i = 0; i < plain.length; i++) {
      streams[i % width * values + i / width] = plain[i];
    }
    return streams;
  }

  private static Object key(Object value) {
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }

  private static Object unkey(Object key) {
    return key instanceof ByteBuffer bytes ? bytes.array() : key;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
