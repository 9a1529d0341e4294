package io.plimsoll.store.adls;

import io.plimsoll.api.export.StoredObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;

/**
 * The next chunks of an object that is read in order, some of them still on their way.
 *
 * <p>It begins with a read of the first bytes, or when reads follow one another; it takes no more memory than all
 * objects together may, and does without when there is none.
 */
final class ReadAhead implements AutoCloseable {
  /** A look at the first few bytes is not the beginning of reading on. */
  private static final int LOOK = 1024;

  /** How many reads in a row follow one another before more is expected. */
  private static final int IN_ORDER = 2;

  /** How far ahead one object is read at most, in chunks. */
  private static final int FURTHEST = 4;

  private final StoredObject listed;
  private final RangeReader ranges;
  private final ReadThreads threads;
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  /** Where the last read ended, and how many followed one another up to there. */
  private long expected;
  private int inOrder;
  /** Where the chunk after the last one begins. */
  private long next;
  private int consumed;
  private boolean closed;

  ReadAhead(StoredObject listed, RangeReader ranges, ReadThreads threads) {
    this.listed = listed;
    this.ranges = ranges;
    this.threads = threads;
  }

  private record Chunk(long from, int length, Future<byte[]> bytes) {
    boolean holds(long position) {
      return position >= from && position < from + length;
    }
  }

  /** Takes what it has from a position on; answers 0 when it has nothing there. */
  synchronized int read(long position, byte[] target, int offset, int wanted) {
    if (closed) {
      throw new IllegalStateException(listed.path() + " is closed");
    }
    follow(position, wanted);
    if (chunks.stream().noneMatch(c -> c.holds(position)) && !begin(position, wanted)) {
      return 0;
    }
    while (!chunks.getFirst().holds(position)) {
      drop();
    }
    int done = 0;
    while (done < wanted && !chunks.isEmpty()) {
      Chunk chunk = chunks.getFirst();
      refill();
      byte[] bytes = AdlsObject.await(chunk.bytes(), listed);
      int from = (int) (position + done - chunk.from());
      int count = Math.min(wanted - done, chunk.length() - from);
      System.arraycopy(bytes, from, target, offset + done, count);
      done += count;
      if (from + count == chunk.length() && chunk.length() < listed.size()) {
        drop();
        consumed++;
        refill();
      }
    }
    return done;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!chunks.isEmpty()) {
      drop();
    }
  }

  private void follow(long position, int wanted) {
    inOrder = position == expected ? inOrder + 1 : 0;
    expected = position + wanted;
  }

  private boolean begin(long position, int wanted) {
    boolean small = listed.size() <= ReadThreads.CHUNK / 4;
    if (!(small || position == 0 && wanted >= LOOK || inOrder > IN_ORDER)) {
      return false;
    }
    while (!chunks.isEmpty()) {
      drop();
    }
    next = small ? 0 : position;
    consumed = 0;
    fetch();
    return !chunks.isEmpty();
  }

  private void refill() {
    int depth = Math.min(FURTHEST, consumed + 2);
    while (chunks.size() < depth && next < listed.size() && fetch()) {
      // One chunk more each time.
    }
  }

  private boolean fetch() {
    if (!threads.take()) {
      return false;
    }
    int length = (int) Math.min(ReadThreads.CHUNK, listed.size() - next);
    boolean begun = false;
    try {
      chunks.add(new Chunk(next, length, threads.read(ranges, next, length)));
      next += length;
      begun = true;
    } finally {
      if (!begun) {
        threads.give();
      }
    }
    return true;
  }

  private void drop() {
    chunks.removeFirst().bytes().cancel(true);
    threads.give();
  }
}
