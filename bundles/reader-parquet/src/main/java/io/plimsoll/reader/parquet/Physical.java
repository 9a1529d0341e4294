package io.plimsoll.reader.parquet;

/** How values lie in the file, in the order of Parquet's own numbering. */
enum Physical {
  BOOLEAN(0),
  INT32(4),
  INT64(8),
  INT96(12),
  FLOAT(4),
  DOUBLE(8),
  BYTE_ARRAY(0),
  FIXED_LEN_BYTE_ARRAY(0);

  private final int width;

  Physical(int width) {
    this.width = width;
  }

  /** Bytes of a value; 0 where the type alone does not say. */
  int width() {
    return width;
  }
}
