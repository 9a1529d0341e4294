package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;

import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.VarCharVector;

/** The distinct texts of one column of a part; a text keeps its code once it has one. */
final class TextDictionary implements AutoCloseable {
  /** Beyond either, codes save nothing any more and the column goes on as plain texts. */
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_ENTRIES = 1_000_000;
  /** Lookups done side by side, so that their cache misses overlap. */
  private static final int BLOCK = 256;

  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xC2B2AE3D27D4EB4FL;

  private final VarCharVector vector;
  private byte[] texts = new byte[4096];
  private int[] ends = new int[256];
  private int count;
  private int used;
  private int published;
  /** Half of the hash above, code + 1 below; 0 where free. */
  private long[] slots = new long[512];
  private final long[] hashes = new long[BLOCK];
  private final int[] candidates = new int[BLOCK];

  TextDictionary(String name, BufferAllocator allocator) {
    vector = new VarCharVector(name, allocator);
    vector.allocateNew(4096, 256);
    vector.setValueCount(0);
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

  private void internBlock(byte[] bytes, int[] starts, int[] sizes, int from, int block, int[] codes) {
    int mask = slots.length - 1;
    for (int i = 0; i < block; i++) {
      hashes[i] = hash(bytes, starts[from + i], sizes[from + i]);
    }
    for (int i = 0; i < block; i++) {
      long slot = slots[(int) hashes[i] & mask];
      candidates[i] = (slot ^ hashes[i]) >>> 32 == 0 ? (int) slot - 1 : -1;
    }
    for (int i = 0; i < block; i++) {
      int start = starts[from + i];
      int size = sizes[from + i];
      int code = candidates[i];
      if (code < 0 || !isAt(code, bytes, start, size)) {
        code = size == 0 ? -1 : find(hashes[i], bytes, start, size);
      }
      codes[from + i] = code;
    }
  }

  private int find(long hash, byte[] bytes, int start, int size) {
    int mask = slots.length - 1;
    for (int at = (int) hash & mask; ; at = at + 1 & mask) {
      long slot = slots[at];
      if (slot == 0) {
        slots[at] = hash & 0xffffffff00000000L | count + 1;
        return add(bytes, start, size);
      }
      int code = (int) slot - 1;
      if ((slot ^ hash) >>> 32 == 0 && isAt(code, bytes, start, size)) {
        return code;
      }
    }
  }

  private int add(byte[] bytes, int start, int size) {
    Utf8.check(bytes, start, size);
    if (texts.length < used + size + LittleEndian.SLACK) {
      texts = Arrays.copyOf(texts, Math.max(used + size + LittleEndian.SLACK, texts.length * 2));
    }
    if (ends.length == count) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    System.arraycopy(bytes, start, texts, used, size);
    used += size;
    ends[count++] = used;
    if (count > slots.length / 2) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new long[slots.length * 4];
    int mask = slots.length - 1;
    for (int code = 0; code < count; code++) {
      int start = start(code);
      long hash = hash(texts, start, ends[code] - start);
      int at = (int) hash & mask;
      while (slots[at] != 0) {
        at = at + 1 & mask;
      }
      slots[at] = hash & 0xffffffff00000000L | code + 1;
    }
  }

  private int start(int code) {
    return code == 0 ? 0 : ends[code - 1];
  }

  private boolean isAt(int code, byte[] bytes, int start, int size) {
    int mine = start(code);
    if (ends[code] - mine != size) {
      return false;
    }
    int i = 0;
    for (; i <= size - 8; i += 8) {
      if (getLong(texts, mine + i) != getLong(bytes, start + i)) {
        return false;
      }
    }
    int rest = size - i;
    return rest == 0 || (getLong(texts, mine + i) ^ getLong(bytes, start + i)) << (8 - rest << 3) == 0;
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
    if (published < count) {
      while (vector.getValueCapacity() < count) {
        vector.reallocValidityAndOffsetBuffers();
      }
      if (vector.getDataBuffer().capacity() < used) {
        vector.reallocDataBuffer(Math.max(used, 2 * vector.getDataBuffer().capacity()));
      }
      int from = start(published);
      vector.getDataBuffer().setBytes(from, texts, from, used - from);
      scratch.putInts(vector.getOffsetBuffer(), 4L * (published + 1), ends, published, count - published);
      for (int code = published; code < count; code++) {
        BitVectorHelper.setBit(vector.getValidityBuffer(), code);
      }
      vector.setLastSet(count - 1);
      vector.setValueCount(count);
      published = count;
    }
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
