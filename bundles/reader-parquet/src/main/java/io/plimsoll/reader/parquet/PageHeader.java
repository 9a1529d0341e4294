package io.plimsoll.reader.parquet;

/** What stands before each page. */
final class PageHeader {
  static final int DATA = 0;
  static final int DICTIONARY = 2;
  static final int DATA_V2 = 3;

  int type = -1;
  int uncompressed;
  int compressed;
  boolean hasCrc;
  int crc;
  int values;
  int encoding = -1;
  int definitionEncoding = Encoding.RLE;
  int repetitionEncoding = Encoding.RLE;
  int definitionBytes;
  int repetitionBytes;
  boolean isCompressed = true;

  static PageHeader read(ThriftReader in) {
    PageHeader h = new PageHeader();
    in.struct(() -> {
      switch (in.field()) {
        case 1 -> h.type = in.int32();
        case 2 -> h.uncompressed = in.int32();
        case 3 -> h.compressed = in.int32();
        case 4 -> {
          h.crc = (int) in.number();
          h.hasCrc = true;
        }
        case 5 -> in.struct(() -> h.data(in));
        case 7 -> in.struct(() -> h.dictionary(in));
        case 8 -> in.struct(() -> h.dataV2(in));
        default -> in.skip();
      }
    });
    return h;
  }

  private void data(ThriftReader in) {
    switch (in.field()) {
      case 1 -> values = in.int32();
      case 2 -> encoding = in.int32();
      case 3 -> definitionEncoding = in.int32();
      case 4 -> repetitionEncoding = in.int32();
      default -> in.skip();
    }
  }

  private void dictionary(ThriftReader in) {
    switch (in.field()) {
      case 1 -> values = in.int32();
      case 2 -> encoding = in.int32();
      default -> in.skip();
    }
  }

  private void dataV2(ThriftReader in) {
    switch (in.field()) {
      case 1 -> values = in.int32();
      case 4 -> encoding = in.int32();
      case 5 -> definitionBytes = in.int32();
      case 6 -> repetitionBytes = in.int32();
      case 7 -> isCompressed = in.bool();
      default -> in.skip();
    }
  }
}
