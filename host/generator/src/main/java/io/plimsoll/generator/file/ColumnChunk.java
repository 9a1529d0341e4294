package io.plimsoll.generator.file;

import java.io.IOException;

/**
 * The pages of one column in one row group, and what the footer says of them.
 *
 * <p>Data pages are of version 1, with as many rows as Java writers put into one.
 */
final class ColumnChunk {
  static final int PAGE_ROWS = 20_000;
  static final int PLAIN = 0;
  static final int RLE = 3;
  static final int RLE_DICTIONARY = 8;
  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;

  private final String[] path;
  private final ParquetType type;
  private final PageCompressor compressor;
  private final Bytes pages = new Bytes(1 << 16);
  private long unpacked;
  private long values;
  private long nulls;
  private int firstDataPage = -1;
  private boolean dictionary;
  private boolean plain;

  ColumnChunk(ParquetType type, PageCompressor compressor, String... path) {
    this.type = type;
    this.compressor = compressor;
    this.path = path;
  }

  void dictionaryPage(Bytes body, int count) throws IOException {
    dictionary = true;
    Bytes packed = compressor.compress(body);
    Bytes header = new Bytes(32);
    new CompactThrift(header).open().number(1, DICTIONARY_PAGE).number(2, body.size()).number(3, packed.size())
        .open(7).number(1, count).number(2, PLAIN).close().close();
    append(header, body, packed);
  }

  /** Appends a data page whose body starts with its levels. */
  void dataPage(Bytes body, int valueCount, int nullCount, int encoding) throws IOException {
    if (firstDataPage < 0) {
      firstDataPage = pages.size();
    }
    plain |= encoding == PLAIN;
    values += valueCount;
    nulls += nullCount;
    Bytes packed = compressor.compress(body);
    Bytes header = new Bytes(32);
    new CompactThrift(header).open().number(1, DATA_PAGE).number(2, body.size()).number(3, packed.size())
        .open(5).number(1, valueCount).number(2, encoding).number(3, RLE).number(4, RLE).close().close();
    append(header, body, packed);
  }

  private void append(Bytes header, Bytes body, Bytes packed) {
    unpacked += header.size() + body.size();
    pages.put(header);
    pages.put(packed);
  }

  Bytes pages() {
    return pages;
  }

  long unpackedSize() {
    return unpacked;
  }

  /** Writes the footer's struct for this chunk, which starts at a position of the file. */
  void describe(CompactThrift thrift, long position) {
    int[] encodings = dictionary
        ? plain ? new int[] {PLAIN, RLE, RLE_DICTIONARY} : new int[] {RLE, PLAIN, RLE_DICTIONARY}
        : new int[] {RLE, PLAIN};
    thrift.open().number(2, position).open(3).number(1, type.physical()).numbers(2, encodings).texts(3, path)
        .number(4, compressor.code()).number(5, values).number(6, unpacked).number(7, (long) pages.size())
        .number(9, position + Math.max(0, firstDataPage));
    if (dictionary) {
      thrift.number(11, position);
    }
    thrift.open(12).number(3, nulls).close().close().close();
  }

  /** Puts levels of one bit each behind their length, as data pages of version 1 have them. */
  static void levels(Bytes body, int[] levels, int from, int count, int width) {
    Bytes packed = new Bytes(count / 4 + 16);
    RunLength.write(packed, levels, from, count, width);
    body.putInt(packed.size());
    body.put(packed);
  }
}
