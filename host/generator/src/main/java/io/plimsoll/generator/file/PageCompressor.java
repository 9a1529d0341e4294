package io.plimsoll.generator.file;

import io.airlift.compress.Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Compresses the pages of a Parquet file. */
final class PageCompressor {
  private final ParquetOptions.Compression compression;

  PageCompressor(ParquetOptions.Compression compression) {
    this.compression = compression;
  }

  int code() {
    return compression.code();
  }

  /** The page, compressed; the same object when there is no compression. */
  Bytes compress(Bytes page) throws IOException {
    return switch (compression) {
      case NONE -> page;
      case SNAPPY -> with(new SnappyCompressor(), page);
      case ZSTD -> with(new ZstdCompressor(), page);
      case GZIP -> gzip(page);
    };
  }

  private static Bytes with(Compressor compressor, Bytes page) {
    Bytes packed = new Bytes(compressor.maxCompressedLength(page.size()));
    int size = compressor.compress(page.array(), 0, page.size(), packed.array(), 0, packed.array().length);
    packed.grow(size);
    return packed;
  }

  private static Bytes gzip(Bytes page) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(page.size() / 4 + 64);
    try (GzipOutput out = new GzipOutput(packed)) {
      out.write(page.array(), 0, page.size());
    }
    Bytes bytes = new Bytes(packed.size());
    bytes.put(packed.toByteArray());
    return bytes;
  }
}
