package io.plimsoll.testkit.rows;

import io.plimsoll.api.export.ObjectReader;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A part of an export in memory, which knows whether it was closed. Thread-safe. */
public final class BytesPart implements ObjectReader {
  private final byte[] bytes;
  private final AtomicInteger closes = new AtomicInteger();

  /** @param bytes the part; not copied */
  public BytesPart(byte[] bytes) {
    this.bytes = bytes;
  }

  /** How often it was closed. */
  public int closes() {
    return closes.get();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (position >= bytes.length) {
      return -1;
    }
    int read = (int) Math.min(length, bytes.length - position);
    System.arraycopy(bytes, (int) position, target, offset, read);
    return read;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}
