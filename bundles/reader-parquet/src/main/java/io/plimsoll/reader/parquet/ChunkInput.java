package io.plimsoll.reader.parquet;

/** The bytes of one column chunk, in order; only a window of a large chunk is in memory. */
final class ChunkInput {
  private final PartBytes part;
  private final Buffers buffers;
  private byte[] window = new byte[0];
  private byte[] buffer = window;
  private int at;
  private int limit;
  private long start;
  /** Where the bytes behind the window begin in the part. */
  private long next;
  private long end;

  ChunkInput(PartBytes part, Buffers buffers) {
    this.part = part;
    this.buffers = buffers;
  }

  /** Starts over with another chunk; nothing is read yet. */
  void reset(long from, long length) {
    if (from < 4 || length < 0 || length > part.size() || from > part.size() - length) {
      throw new MalformedException("its chunk would lie at byte " + from + " with " + length + " bytes");
    }
    start = from;
    next = from;
    end = from + length;
    at = 0;
    limit = 0;
    buffer = window;
  }

  /** Gives the window back; the chunk is over. */
  void release() {
    buffers.give(window);
    window = new byte[0];
    buffer = window;
  }

  /** Takes bytes that were read together with those of other chunks. */
  void share(byte[] bytes, int offset) {
    buffer = bytes;
    at = offset;
    limit = offset + (int) (end - start);
    next = end;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /** The bytes at hand lie in here; {@link LittleEndian#SLACK} bytes may be read behind them. */
  byte[] bytes() {
    return buffer;
  }

  int position() {
    return at;
  }

  void advance(int count) {
    at += count;
  }

  /** Bytes of the chunk that are still to come. */
  long remaining() {
    return limit - at + end - next;
  }

  /** Brings the next bytes into memory, at least this many or all there are, and says how many there are. */
  int bring(int wanted) {
    if (limit - at < wanted && next < end) {
      int kept = limit - at;
      long size = Math.min(kept + end - next, Math.max(PartBytes.WINDOW, wanted));
      // What is kept may lie in the window that is left.
      byte[] left = window;
      if (left.length < size + LittleEndian.SLACK) {
        window = buffers.take((int) size + LittleEndian.SLACK);
      }
      System.arraycopy(buffer, at, window, 0, kept);
      if (window != left) {
        buffers.give(left);
      }
      buffer = window;
      at = 0;
      limit = (int) size;
      part.read(next, buffer, kept, limit - kept);
      next += limit - kept;
    }
    return limit - at;
  }
}
