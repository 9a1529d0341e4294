package io.plimsoll.generator.file;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A gzip stream whose bytes are the same on any Java.
 *
 * <p>The deflate of the JDK is whatever zlib a build carries, and its bytes differ from build to build; a
 * seed must not.
 */
public final class GzipOutput extends OutputStream {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HISTORY = 1 << 15;
  private static final int CHUNK = 1 << 17;
  private static final int LONGEST = 258;
  private static final int GOOD_ENOUGH = 48;
  private static final int TRIES = 8;
  private static final int DENSE = 16;
  private static final int HASH_BITS = 15;

  private final OutputStream out;
  private final byte[] data = new byte[HISTORY + CHUNK + 8];
  private final int[] heads = new int[1 << HASH_BITS];
  private final int[] before = new int[HISTORY];
  private final int[] tokens = new int[CHUNK + 1];
  private final Bytes packed = new Bytes(CHUNK);
  private final DeflateBlock block = new DeflateBlock(packed);
  private final CRC32 checksum = new CRC32();
  private int start;
  private int end;
  private long total;
  private boolean closed;

  /** Starts a stream; closing it closes the other. */
  public GzipOutput(OutputStream out) {
    this.out = out;
    Arrays.fill(heads, -1);
    // no name, no time, "unknown" system
    packed.put(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF});
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    checksum.update(bytes, from, length);
    total += length;
    int at = from;
    int left = length;
    while (left > 0) {
      int fits = Math.min(left, start + CHUNK - end);
      System.arraycopy(bytes, at, data, end, fits);
      end += fits;
      at += fits;
      left -= fits;
      if (end == start + CHUNK) {
        pack(false);
        slide();
      }
    }
  }

  private void pack(boolean last) throws IOException {
    int count = 0;
    int at = start;
    while (at < end) {
      int match = at + 8 <= end ? longest(at) : 0;
      if (match == 0) {
        tokens[count++] = data[at] & 0xFF;
        at++;
      } else {
        tokens[count++] = match;
        int to = at + (match >>> 16);
        // a long match is remembered at some places only: half the time, hardly more bytes
        int step = to - at > DENSE ? 4 : 1;
        for (int inside = at + 1; inside < to && inside + 8 <= end; inside += step) {
          remember(inside);
        }
        at = to;
      }
    }
    block.write(tokens, count, last);
    out.write(packed.array(), 0, packed.size());
    packed.clear();
  }

  /** Finds the longest earlier text equal to that at a position, as a token, and remembers the position. */
  private int longest(int at) {
    int candidate = heads[hash(at)];
    remember(at);
    int best = 3;
    int where = 0;
    int limit = Math.min(LONGEST, end - at);
    for (int tries = TRIES; candidate >= 0 && at - candidate < HISTORY && tries > 0; tries--) {
      if (data[candidate + best] == data[at + best]) {
        int length = common(candidate, at, limit);
        if (length > best) {
          best = length;
          where = at - candidate;
          if (length >= GOOD_ENOUGH || length == limit) {
            break;
          }
        }
      }
      int next = before[candidate & HISTORY - 1];
      candidate = next < candidate ? next : -1;
    }
    return where == 0 ? 0 : DeflateBlock.match(best, where);
  }

  private int common(int left, int right, int limit) {
    int length = 0;
    while (length + 8 <= limit) {
      long difference = (long) LONG.get(data, left + length) ^ (long) LONG.get(data, right + length);
      if (difference != 0) {
        return length + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      length += 8;
    }
    while (length < limit && data[left + length] == data[right + length]) {
      length++;
    }
    return length;
  }

  private void remember(int at) {
    int hash = hash(at);
    before[at & HISTORY - 1] = heads[hash];
    heads[hash] = at;
  }

  private int hash(int at) {
    return (int) INT.get(data, at) * 0x9E3779B1 >>> 32 - HASH_BITS;
  }

  /** Keeps the last 32 KiB as history of what comes next. */
  private void slide() {
    int shift = end - HISTORY;
    System.arraycopy(data, shift, data, 0, HISTORY);
    for (int i = 0; i < heads.length; i++) {
      heads[i] = Math.max(-1, heads[i] - shift);
    }
    int[] moved = new int[HISTORY];
    for (int i = 0; i < HISTORY; i++) {
      moved[i - shift & HISTORY - 1] = Math.max(-1, before[i] - shift);
    }
    System.arraycopy(moved, 0, before, 0, HISTORY);
    start = HISTORY;
    end = HISTORY;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    pack(true);
    packed.putInt((int) checksum.getValue());
    packed.putInt((int) total);
    out.write(packed.array(), 0, packed.size());
    out.close();
  }
}
