package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;
import static io.plimsoll.reader.parquet.LittleEndian.putInt;

import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.VarCharVector;

/**
 * The distinct texts of one column of a part, or of several read one after the other; a text keeps its code once it
 * has one.
 *
 * <p>Texts lie one behind the other, each with its code and size before it, so that a lookup is one access to
 * the slots and one to the text.
 */
final class TextDictionary implements AutoCloseable {
  /** Beyond either, codes save nothing any more and the column goes on as plain texts. */
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_ENTRIES = 1_000_000;
  /** Lookups done side by side, so that their cache misses overlap. */
  private static final int BLOCK = 128;
  private static final int CACHE_LINE = 64;
  /** What {@link #touch} may read behind an entry's beginning. */
  private static final int ROOM = 3 * CACHE_LINE;
  /** Code and size before each text. */
  private static final int HEAD = 8;

  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xC2B2AE3D27D4EB4FL;

  private final VarCharVector vector;
  private byte[] entries = new byte[4096];
  private int used;
  private int count;
  /** Half of the hash above, place of the entry + 1 below; 0 where free. */
  private long[] slots = new long[512];
  private final long[] hashes = new long[BLOCK];
  private final int[] candidates = new int[BLOCK];
  /** Never read; what is stored here cannot be optimised away. */
  private int touched;
  /** Entries that are in the vector, where the next begins, and bytes of text before it. */
  private int published;
  private int publishedUpTo;
  private int publishedBytes;

  TextDictionary(String name, BufferAllocator allocator) {
    vector = new VarCharVector(name, allocator);
    vector.allocateNew(4096, 256);
    vector.setValueCount(0);
  }

  /** Whether the next part may go on with it: small enough that what other parts need still fits. */
  boolean isWorthKeeping() {
    return used <= MAX_BYTES / 4 && count <= MAX_ENTRIES / 4;
  }

  boolean isFull() {
    return used > MAX_BYTES || count > MAX_ENTRIES;
  }

  /**
   * Finds the codes of texts, which get one when they are new.
   *
   * @param codes gets a code each, or -1 for an empty text
   */
  void intern(byte[] bytes, int[] starts, int[] sizes, int texts, int[] codes) {
    for (int from = 0; from < texts; from += BLOCK) {
      internBlock(bytes, starts, sizes, from, Math.min(BLOCK, texts - from), codes);
    }
  }

  /** Each step runs over the whole block, so that the cache misses of its lookups overlap. */
  private void internBlock(byte[] bytes, int[] starts, int[] sizes, int from, int block, int[] codes) {
    for (int i = 0; i < block; i++) {
      hashes[i] = hash(bytes, starts[from + i], sizes[from + i]);
    }
    findCandidates(block);
    touch(block);
    for (int i = 0; i < block; i++) {
      int start = starts[from + i];
      int size = sizes[from + i];
      int entry = candidates[i];
      if (entry < 0 || !isAt(entry, bytes, start, size)) {
        entry = size == 0 ? -1 : find(hashes[i], bytes, start, size);
      }
      codes[from + i] = entry < 0 ? -1 : getInt(entries, entry);
    }
  }

  private void findCandidates(int block) {
    int mask = slots.length - 1;
    for (int i = 0; i < block; i++) {
      long hash = hashes[i];
      int at = (int) hash & mask;
      long slot = slots[at];
      while (slot != 0 && (slot ^ hash) >>> 32 != 0) {
        at = at + 1 & mask;
        slot = slots[at];
      }
      candidates[i] = (int) slot - 1;
    }
  }

  /** Brings the texts that will be compared into the cache; without it, comparing waits for each in turn. */
  private void touch(int block) {
    int second = used > (count + 1L) * CACHE_LINE ? CACHE_LINE : 0;
    int third = used > (count + 1L) * 2 * CACHE_LINE ? 2 * CACHE_LINE : 0;
    int sum = 0;
    for (int i = 0; i < block; i++) {
      int entry = candidates[i];
      if (entry >= 0) {
        sum += entries[entry] + entries[entry + second] + entries[entry + third];
      }
    }
    touched = sum;
  }

  private int find(long hash, byte[] bytes, int start, int size) {
    int mask = slots.length - 1;
    for (int at = (int) hash & mask; ; at = at + 1 & mask) {
      long slot = slots[at];
      if (slot == 0) {
        int entry = add(bytes, start, size);
        slots[at] = hash & 0xffffffff00000000L | entry + 1;
        if (count > slots.length / 2) {
          grow();
        }
        return entry;
      }
      int entry = (int) slot - 1;
      if ((slot ^ hash) >>> 32 == 0 && isAt(entry, bytes, start, size)) {
        return entry;
      }
    }
  }

  private int add(byte[] bytes, int start, int size) {
    Utf8.check(bytes, start, size);
    int entry = used;
    int end = entry + HEAD + size;
    if (entries.length < end + ROOM) {
      entries = Arrays.copyOf(entries, Math.max(end + ROOM, entries.length * 2));
    }
    putInt(entries, entry, count++);
    putInt(entries, entry + 4, size);
    System.arraycopy(bytes, start, entries, entry + HEAD, size);
    used = end;
    return entry;
  }

  private void grow() {
    slots = new long[slots.length * 4];
    int mask = slots.length - 1;
    for (int entry = 0; entry < used; entry += HEAD + getInt(entries, entry + 4)) {
      long hash = hash(entries, entry + HEAD, getInt(entries, entry + 4));
      int at = (int) hash & mask;
      while (slots[at] != 0) {
        at = at + 1 & mask;
      }
      slots[at] = hash & 0xffffffff00000000L | entry + 1;
    }
  }

  private boolean isAt(int entry, byte[] bytes, int start, int size) {
    if (getInt(entries, entry + 4) != size) {
      return false;
    }
    int mine = entry + HEAD;
    int i = 0;
    for (; i <= size - 8; i += 8) {
      if (getLong(entries, mine + i) != getLong(bytes, start + i)) {
        return false;
      }
    }
    int rest = size - i;
    return rest == 0 || (getLong(entries, mine + i) ^ getLong(bytes, start + i)) << (8 - rest << 3) == 0;
  }

  /** Equality is checked byte by byte, so the hash need only be quick and spread well. */
  private static long hash(byte[] bytes, int at, int size) {
    long a = size * K1;
    long b = K2;
    int i = at;
    int left = size;
    for (; left >= 16; left -= 16, i += 16) {
      a = Long.rotateLeft((a ^ getLong(bytes, i)) * K1, 31);
      b = Long.rotateLeft((b ^ getLong(bytes, i + 8)) * K2, 29);
    }
    if (left >= 8) {
      a = Long.rotateLeft((a ^ getLong(bytes, i)) * K1, 31);
      i += 8;
      left -= 8;
    }
    if (left >= 4) {
      b = Long.rotateLeft((b ^ getInt(bytes, i)) * K2, 29);
      i += 4;
      left -= 4;
    }
    if (left > 0) {
      a ^= getInt(bytes, i) & (1 << (left << 3)) - 1;
    }
    long h = (a ^ b ^ b >>> 32) * K1;
    h = (h ^ h >>> 29) * K2;
    return h ^ h >>> 32;
  }

  /** Brings the vector up to date and answers it. */
  VarCharVector publish(Scratch scratch) {
    if (published == count) {
      return vector;
    }
    int bytes = publishedBytes + used - publishedUpTo - (count - published) * HEAD;
    while (vector.getValueCapacity() < count) {
      vector.reallocValidityAndOffsetBuffers();
    }
    if (vector.getDataBuffer().capacity() < bytes) {
      vector.reallocDataBuffer(Math.max(bytes, 2 * vector.getDataBuffer().capacity()));
    }
    byte[] texts = new byte[bytes - publishedBytes];
    int[] ends = new int[count - published];
    int to = 0;
    for (int i = 0; i < ends.length; i++) {
      int size = getInt(entries, publishedUpTo + 4);
      System.arraycopy(entries, publishedUpTo + HEAD, texts, to, size);
      to += size;
      ends[i] = publishedBytes + to;
      publishedUpTo += HEAD + size;
      BitVectorHelper.setBit(vector.getValidityBuffer(), published + i);
    }
    vector.getDataBuffer().setBytes(publishedBytes, texts, 0, to);
    scratch.putInts(vector.getOffsetBuffer(), 4L * (published + 1), ends, 0, ends.length);
    publishedBytes = bytes;
    published = count;
    vector.setLastSet(count - 1);
    vector.setValueCount(count);
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
