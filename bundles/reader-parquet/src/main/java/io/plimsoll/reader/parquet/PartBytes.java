package io.plimsoll.reader.parquet;

import io.plimsoll.api.export.ObjectReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fetches the bytes of column chunks: few large reads, bounded memory. */
final class PartBytes {
  /** Chunks up to this size are fetched whole and with their neighbours; larger ones piece by piece. */
  static final int WINDOW = 4 << 20;
  /** Bytes between two chunks that are cheaper to read along than to skip with another request. */
  private static final int GAP = 256 << 10;

  private final ObjectReader part;
  private final PartErrors errors;
  /** What the chunks of the row group at hand share. */
  private final List<byte[]> used = new ArrayList<>();

  PartBytes(ObjectReader part, PartErrors errors) {
    this.part = part;
    this.errors = errors;
  }

  /** Bytes of the whole part. */
  long size() {
    return part.size();
  }

  void read(long from, byte[] target, int offset, int length) {
    readFully(part, from, target, offset, length, errors);
  }

  /** Points each input at its chunk; neighbours that fit one window share one read. */
  void open(List<ChunkInput> inputs, Buffers buffers) {
    release(buffers);
    List<ChunkInput> order = new ArrayList<>(inputs);
    order.sort(Comparator.comparingLong(ChunkInput::start));
    for (int first = 0; first < order.size(); ) {
      long from = order.get(first).start();
      long to = order.get(first).end();
      int next = first + 1;
      while (next < order.size()
          && order.get(next).start() - to <= GAP
          && Math.max(to, order.get(next).end()) - from <= WINDOW) {
        to = Math.max(to, order.get(next).end());
        next++;
      }
      if (to - from <= WINDOW) {
        byte[] shared = buffers.take((int) (to - from) + LittleEndian.SLACK);
        used.add(shared);
        read(from, shared, 0, (int) (to - from));
        for (ChunkInput input : order.subList(first, next)) {
          input.share(shared, (int) (input.start() - from));
        }
      }
      first = next;
    }
  }

  /** Gives back what the chunks of the row group at hand share; no column looks at it any more. */
  void release(Buffers buffers) {
    used.forEach(buffers::give);
    used.clear();
  }

  /** Fills a stretch of the target, however many reads it takes. */
  static void readFully(ObjectReader part, long from, byte[] target, int offset, int length, PartErrors errors) {
    int done = 0;
    while (done < length) {
      int read = part.read(from + done, target, offset + done, length - done);
      if (read <= 0) {
        throw errors.endsEarly("it has " + part.size() + " bytes and none could be read at byte " + (from + done));
      }
      done += read;
    }
  }
}
