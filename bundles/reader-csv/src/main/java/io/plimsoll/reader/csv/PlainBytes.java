package io.plimsoll.reader.csv;

import io.plimsoll.api.export.ObjectReader;

/** A part that is not compressed. */
final class PlainBytes implements ByteSource {
  private final ObjectReader part;
  private long position;

  PlainBytes(ObjectReader part) {
    this.part = part;
  }

  @Override
  public int fill(byte[] buffer, int from, int to) {
    int read = part.read(position, buffer, from, to - from);
    if (read < 0) {
      return from;
    }
    position += read;
    return from + read;
  }
}
