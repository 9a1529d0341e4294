package io.plimsoll.reader.parquet;

import org.jspecify.annotations.Nullable;

/** The uncompressed bytes of a page: all there at once, or decompressed as far as they are asked for. */
final class PageContent {
  private byte[] bytes = new byte[0];
  private int end;
  /** What decompresses the page; {@code null} when it is all there. */
  private @Nullable Snappy snappy;
  private int ready;

  /** A page that is all there, up to this position. */
  void whole(byte[] source, int to) {
    bytes = source;
    end = to;
    snappy = null;
    ready = to;
  }

  /** A page of {@code size} bytes that is still compressed. */
  void compressed(Snappy decompressor, int size) {
    bytes = decompressor.bytes();
    end = size;
    snappy = decompressor;
    ready = 0;
  }

  /** Whether bytes may move or go away. */
  boolean isLazy() {
    return snappy != null;
  }

  /** Where the page ends. */
  int end() {
    return end;
  }

  /** The page, with slack behind it; another array after {@link #ready} or {@link #forget}. */
  byte[] bytes() {
    return bytes;
  }

  /** Makes sure that the page is there up to this position, which is not behind its end. */
  void ready(int position) {
    if (position > ready && snappy != null) {
      ready = snappy.advance(position);
      bytes = snappy.bytes();
    }
  }

  /** Forgets what lies before this position; all positions shrink by the number answered. */
  int forget(int position) {
    if (snappy == null) {
      return 0;
    }
    int gone = snappy.forget(position);
    ready -= gone;
    end -= gone;
    return gone;
  }
}
