package io.plimsoll.reader.csv;

import io.plimsoll.api.export.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part in memory that hands out at most so many bytes at once, as a store may. */
final class BytesPart implements ObjectReader {
  private final byte[] bytes;
  private final int most;

  BytesPart(byte[] bytes) {
    this(bytes, Integer.MAX_VALUE);
  }

  BytesPart(byte[] bytes, int most) {
    this.bytes = bytes;
    this.most = most;
  }

  static BytesPart of(Path file) {
    try {
      return new BytesPart(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) {
    if (position >= bytes.length) {
      return -1;
    }
    int read = (int) Math.min(Math.min(length, most), bytes.length - position);
    System.arraycopy(bytes, (int) position, target, offset, read);
    return read;
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
