package io.plimsoll.reader.csv;

import io.plimsoll.api.export.ObjectReader;

/** The compressed bytes of a part, buffered so that a decoder may look at eight at once. */
final class CompressedInput {
  private static final int CAPACITY = 1 << 20;
  private static final int SLACK = 8;

  /** The buffer; {@link #at} to {@link #limit} is not consumed yet. */
  final byte[] bytes;
  int at;
  int limit;

  private final ObjectReader part;
  private long position;
  private boolean ended;

  CompressedInput(ObjectReader part) {
    this.part = part;
    this.bytes = new byte[(int) Math.min(CAPACITY, Math.max(part.size(), 64) + Long.BYTES) + SLACK];
  }

  /** How many bytes are ready. */
  int ready() {
    return limit - at;
  }

  /** Reads more bytes behind those that are ready; answers false when there are no more. */
  boolean refill() {
    if (ended) {
      return false;
    }
    // A decoder takes up to eight bytes in advance and may give them back.
    int keep = Math.min(at, Long.BYTES);
    System.arraycopy(bytes, at - keep, bytes, 0, limit - at + keep);
    limit -= at - keep;
    at = keep;
    int before = limit;
    while (limit < bytes.length - SLACK) {
      int read = part.read(position, bytes, limit, bytes.length - SLACK - limit);
      if (read < 0) {
        ended = true;
        break;
      }
      limit += read;
      position += read;
    }
    return limit > before;
  }

  /** The next byte as 0 to 255. */
  int next() throws DamagedPart {
    if (at == limit && !refill()) {
      throw DamagedPart.truncated();
    }
    return bytes[at++] & 0xff;
  }

  /** Whether there is not a byte left. */
  boolean atEnd() {
    return at == limit && !refill();
  }
}
