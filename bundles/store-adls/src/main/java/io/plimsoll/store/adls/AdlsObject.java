package io.plimsoll.store.adls;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Reads of one blob. Who reads it in order, as CSV is read, gets it from memory that is filled ahead; who jumps, as
 * Parquet is read, gets each stretch in pieces that are asked for at the same time.
 */
final class AdlsObject implements ObjectReader {
  /** Stretches above this size are asked for in pieces of it. */
  private static final int PIECE = 2 << 20;

  private final StoredObject listed;
  private final RangeReader ranges;
  private final ReadThreads threads;
  private final ReadAhead ahead;

  AdlsObject(StoredObject listed, RangeReader ranges, ReadThreads threads) {
    this.listed = listed;
    this.ranges = ranges;
    this.threads = threads;
    this.ahead = new ReadAhead(listed, ranges, threads);
  }

  @Override
  public long size() {
    return listed.size();
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (position >= listed.size()) {
      return -1;
    }
    int wanted = (int) Math.min(length, listed.size() - position);
    int done = 0;
    while (done < wanted) {
      int served = ahead.read(position + done, target, offset + done, wanted - done);
      if (served == 0) {
        served = wanted - done;
        stretch(position + done, target, offset + done, served);
      }
      done += served;
    }
    return done;
  }

  @Override
  public void close() {
    ahead.close();
  }

  private void stretch(long position, byte[] target, int offset, int length) {
    List<Future<byte[]>> pieces = new ArrayList<>();
    try {
      int first = Math.min(length, PIECE);
      for (int from = first; from < length; from += PIECE) {
        pieces.add(threads.read(ranges, position + from, Math.min(PIECE, length - from)));
      }
      ranges.read(position, target, offset, first);
      int at = first;
      for (Future<byte[]> piece : pieces) {
        byte[] bytes = await(piece, listed);
        System.arraycopy(bytes, 0, target, offset + at, bytes.length);
        at += bytes.length;
      }
    } finally {
      pieces.forEach(piece -> piece.cancel(true));
    }
  }

  /** What a thread has read, or why it could not. */
  static byte[] await(Future<byte[]> reading, StoredObject listed) {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlimsollException(
          ErrorCode.CANCELLED, "Reading " + listed.path() + " was cancelled.", "Start it again.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlimsollException known) {
        throw new PlimsollException(known.code(), known.getMessage(), known.advice(), known);
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
