package io.plimsoll.reader.parquet;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Undoes the compression of pages. */
final class Codec {
  static final int NONE = 0;
  static final int SNAPPY = 1;
  static final int GZIP = 2;
  static final int ZSTD = 6;

  /** No writer makes pages near this size; a header that claims more lies or would exhaust the memory. */
  static final int MAX_PAGE = 512 << 20;
  /** A claim of up to this many bytes is allocated without looking at the ratio. */
  private static final int FREE = 16 << 20;

  private final ZstdDecompressor zstd = new ZstdDecompressor();

  static boolean knows(int codec) {
    return codec == NONE || codec == SNAPPY || codec == GZIP || codec == ZSTD;
  }

  static String name(int codec) {
    return switch (codec) {
      case 3 -> "LZO compression";
      case 4 -> "BROTLI compression";
      case 5 -> "LZ4 compression";
      case 7 -> "LZ4_RAW compression";
      default -> "compression number " + codec;
    };
  }

  /** Fails for a size that these compressed bytes cannot have, before anything is allocated. */
  static void checkSize(int codec, int compressed, int uncompressed) {
    long most =
        switch (codec) {
          case NONE -> compressed;
          // A copy of 64 bytes takes three.
          case SNAPPY -> 32L * compressed;
          case GZIP -> Math.max(FREE, 1040L * compressed);
          default -> Math.max(FREE, 20_000L * compressed);
        };
    if (uncompressed < 0 || uncompressed > Math.min(MAX_PAGE, most)) {
      throw new MalformedException(
          "a page of " + compressed + " bytes claims to hold " + uncompressed + " bytes");
    }
  }

  /** Fills the target's first {@code size} bytes; there is {@link LittleEndian#SLACK} behind both buffers' content. */
  void decompress(int codec, byte[] bytes, int at, int length, byte[] target, int size) {
    switch (codec) {
      case SNAPPY -> Snappy.decompress(bytes, at, at + length, target, size);
      case GZIP -> gunzip(bytes, at, length, target, size);
      case ZSTD -> {
        if (zstd.decompress(bytes, at, length, target, 0, size) != size) {
          throw new MalformedException("a Zstandard page is shorter than it says");
        }
      }
      default -> throw new IllegalArgumentException(name(codec));
    }
  }

  private static void gunzip(byte[] bytes, int at, int length, byte[] target, int size) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, at, length), 64 << 10)) {
      // The read behind the last byte makes it check the trailing checksum.
      if (in.readNBytes(target, 0, size) != size || in.read() >= 0) {
        throw new MalformedException("a gzip page has another length than it says");
      }
    } catch (IOException e) {
      throw new MalformedException("a gzip page does not inflate (" + e.getMessage() + ")");
    }
  }
}
