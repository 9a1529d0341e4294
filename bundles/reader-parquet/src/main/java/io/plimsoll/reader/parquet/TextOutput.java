package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.DataQualityCode;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Fills the vector of a text column: codes as long as they pay, texts from then on. */
final class TextOutput implements AutoCloseable {
  private static final int STRETCH = 512;

  private final Scratch scratch;
  private final Repairs repairs;
  private final String column;
  private final TextDictionary dictionary;
  private final IntVector codes;
  private final VarCharVector texts;
  /** By row of the batch: its code, or the size of its text once texts are plain; -1 without. */
  private final int[] out;
  private boolean plain;
  /** Whether another part goes on with the dictionary and closes it. */
  private boolean released;
  private byte[] batch = new byte[0];
  private int used;
  private boolean hasEmpty;

  TextOutput(
      String column,
      String name,
      TextDictionary dictionary,
      BufferAllocator allocator,
      Scratch scratch,
      Repairs repairs) {
    this.column = column;
    this.scratch = scratch;
    this.repairs = repairs;
    this.out = scratch.out;
    this.dictionary = dictionary;
    codes = new IntVector(name, allocator);
    texts = new VarCharVector(name, allocator);
  }

  void begin() {
    plain |= dictionary.isFull();
    used = 0;
    hasEmpty = false;
  }

  boolean isPlain() {
    return plain;
  }

  /** The codes of the values of a chunk's dictionary. */
  int[] map(byte[] bytes, int[] starts, int[] sizes) {
    int[] map = new int[starts.length];
    dictionary.intern(bytes, starts, sizes, starts.length, map);
    return map;
  }

  /** Puts the codes of a chunk's dictionary, {@code found} of them in {@link Scratch#codes}, as they are mapped. */
  void codes(int[] map, int from, int count, int found, boolean mapHasEmpty) {
    int[] chunk = scratch.codes;
    hasEmpty |= mapHasEmpty;
    if (found == count) {
      for (int i = 0; i < found; i++) {
        out[from + i] = map[chunk[i]];
      }
    } else {
      int[] rows = scratch.rows;
      Arrays.fill(out, from, from + count, -1);
      for (int i = 0; i < found; i++) {
        out[from + rows[i]] = map[chunk[i]];
      }
    }
  }

  /** Puts the next texts of a page, few at a time: they are looked up while they are still in the cache. */
  void texts(PageValues page, int from, int count, int found) {
    int[] rows = scratch.rowsWith(found, count);
    if (found < count) {
      Arrays.fill(out, from, from + count, -1);
    }
    for (int done = 0; done < found; done += STRETCH) {
      int now = Math.min(STRETCH, found - done);
      page.texts(now, scratch.starts, scratch.sizes);
      put(page.bytes(), from, rows, done, now);
    }
  }

  /** Puts texts that {@link Scratch#starts} and {@link Scratch#sizes} point to. */
  void texts(byte[] bytes, int from, int count, int found) {
    int[] rows = scratch.rowsWith(found, count);
    if (found < count) {
      Arrays.fill(out, from, from + count, -1);
    }
    put(bytes, from, rows, 0, found);
  }

  private void put(byte[] bytes, int from, int[] rows, int first, int count) {
    if (plain) {
      for (int i = 0; i < count; i++) {
        out[from + rows[first + i]] = append(bytes, scratch.starts[i], scratch.sizes[i]);
      }
      return;
    }
    int[] interned = scratch.codes;
    dictionary.intern(bytes, scratch.starts, scratch.sizes, count, interned);
    int any = 0;
    for (int i = 0; i < count; i++) {
      any |= interned[i];
      out[from + rows[first + i]] = interned[i];
    }
    hasEmpty |= any < 0;
  }

  private int append(byte[] bytes, int start, int size) {
    if (size == 0) {
      hasEmpty = true;
      return -1;
    }
    Utf8.check(bytes, start, size);
    if (batch.length < used + size) {
      batch = Arrays.copyOf(batch, Math.max(used + size, Math.max(1 << 16, batch.length * 2)));
    }
    System.arraycopy(bytes, start, batch, used, size);
    used += size;
    return size;
  }

  FieldVector finish(int count, long firstRow) {
    if (hasEmpty) {
      clearEmpty(count, firstRow);
    }
    return plain ? finishTexts(count) : finishCodes(count);
  }

  private void clearEmpty(int count, long firstRow) {
    for (int i = 0; i < count; i++) {
      if (out[i] < 0 && scratch.present[i] != 0) {
        scratch.present[i] = 0;
        repairs.count(DataQualityCode.EMPTY_TEXT_AS_NULL, firstRow + i, column, "");
      }
    }
  }

  private FieldVector finishCodes(int count) {
    if (codes.getValueCapacity() < count) {
      codes.allocateNew(Scratch.ROWS);
    }
    scratch.putInts(codes.getDataBuffer(), 0, out, 0, count);
    scratch.putValidity(codes.getValidityBuffer(), count);
    return codes;
  }

  private FieldVector finishTexts(int count) {
    if (texts.getValueCapacity() < count || texts.getDataBuffer().capacity() < used) {
      texts.allocateNew(Math.max(used, 1 << 16), Scratch.ROWS);
    }
    texts.getDataBuffer().setBytes(0, batch, 0, used);
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += Math.max(out[i], 0);
      out[i] = end;
    }
    texts.getOffsetBuffer().setInt(0, 0);
    scratch.putInts(texts.getOffsetBuffer(), 4, out, 0, count);
    scratch.putValidity(texts.getValidityBuffer(), count);
    texts.setLastSet(count - 1);
    return texts;
  }

  /** Lets another part go on with the dictionary; {@code null} when it is too large for that. */
  @Nullable TextDictionary release() {
    if (plain || released || !dictionary.isWorthKeeping()) {
      return null;
    }
    released = true;
    return dictionary;
  }

  /** The values the codes point to, or {@code null} once texts are plain. */
  @Nullable VarCharVector dictionary() {
    return plain ? null : dictionary.publish(scratch);
  }

  @Override
  public void close() {
    if (!released) {
      dictionary.close();
    }
    codes.close();
    texts.close();
  }
}
