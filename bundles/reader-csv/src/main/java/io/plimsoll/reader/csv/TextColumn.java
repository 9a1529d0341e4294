package io.plimsoll.reader.csv;

import io.plimsoll.api.focus.DataQualityCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * A text column as codes into a dictionary, until that grows too large; as plain text from then on.
 *
 * <p>A block is read in passes: where every field is, then every hash and the slot it leads to, then every
 * comparison, so that the processor waits for many cache misses at the same time. A column that mostly
 * repeats itself is compared with the row before first.
 */
final class TextColumn implements BatchColumn {
  private static final long ONES = 0x0101010101010101L;
  private static final long NONE = ByteTable.NONE;
  private static final int NULL_CODE = -1;
  private static final int ESCAPED = TextFields.ESCAPED;

  private final CsvField field;
  private final TextFields fields;
  private final TextDictionary dictionary;
  private final BufferAllocator allocator;
  private final IntVector codeVector;
  private final byte[] codes = new byte[Integer.BYTES * BATCH_ROWS];
  private final Validity validity = new Validity();

  /** Once the dictionary was full. */
  private @Nullable PlainText plain;
  /** Whether another part goes on with the dictionary and closes it. */
  private boolean released;

  private boolean repeats;
  private long recent = NONE;
  private boolean recentEscaped;
  /** Keeps the look in advance from being optimised away. */
  private int peeked;

  TextColumn(CsvField field, TextFields fields, TextDictionary dictionary, BufferAllocator allocator) {
    this.field = field;
    this.fields = fields;
    this.dictionary = dictionary;
    this.allocator = allocator;
    this.codeVector = new IntVector(field.name(), allocator);
  }

  /** Lets another part go on with the dictionary; {@code null} when it is too large for that. */
  @Nullable TextDictionary release() {
    if (plain != null || released || !dictionary.isWorthKeeping()) {
      return null;
    }
    released = true;
    return dictionary;
  }

  /** The dictionary, or {@code null} when there is none to look up in any more. */
  @Nullable VarCharVector dictionary() {
    return plain == null ? dictionary.vector() : null;
  }

  @Override
  public void read(CsvScanner block, int firstRow, int count, int batchRow) {
    fields.locate(field, block, firstRow, count);
    int done = 0;
    if (plain == null) {
      done = repeats && recent != NONE ? encodeRepeating(block, firstRow, count, batchRow) : encode(block, firstRow, count, batchRow);
    }
    if (done < count) {
      PlainText plain = this.plain == null ? becomePlain(batchRow + done) : this.plain;
      append(plain, block, firstRow, done, count, batchRow);
    }
  }

  /** Encodes rows; answers how many before the dictionary was full. */
  private int encode(CsvScanner block, int firstRow, int count, int batchRow) {
    look(block.bytes, count);
    long[] candidates = fields.candidates;
    int same = 0;
    long before = recent;
    boolean escaped = recentEscaped;
    for (int i = 0; i < count; i++) {
      int length = fields.lengths[i] & ~ESCAPED;
      if (length == 0) {
        putNull(batchRow + i);
        continue;
      }
      escaped = fields.lengths[i] < 0;
      long slot = candidates[i];
      if (slot == NONE || !dictionary.table(escaped).holds(slot, block.bytes, fields.froms[i], length)) {
        slot = slot(block, firstRow + i, fields.froms[i], length, fields.hashes[i], escaped);
        if (slot == NONE) {
          return i;
        }
      }
      same += slot == before ? 1 : 0;
      before = slot;
      Words.putInt(codes, Integer.BYTES * (batchRow + i), ByteTable.code(slot));
    }
    recent = before;
    recentEscaped = escaped;
    repeats = 8 * same > 7 * count;
    return count;
  }

  /** Finds where each text most likely is, and brings it near when the dictionary is large. */
  private void look(byte[] bytes, int count) {
    int[] froms = fields.froms;
    int[] lengths = fields.lengths;
    long[] hashes = fields.hashes;
    long[] candidates = fields.candidates;
    ByteTable texts = dictionary.table(false);
    ByteTable escapedTexts = dictionary.table(true);
    for (int i = 0; i < count; i++) {
      hashes[i] = ByteTable.hash(bytes, froms[i], lengths[i] & ~ESCAPED);
    }
    for (int i = 0; i < count; i++) {
      candidates[i] = (lengths[i] < 0 ? escapedTexts : texts).likely(hashes[i]);
    }
    if (texts.isLarge()) {
      int peeked = 0;
      for (int i = 0; i < count; i++) {
        if (candidates[i] != NONE) {
          peeked ^= (lengths[i] < 0 ? escapedTexts : texts).peek(candidates[i]);
        }
      }
      this.peeked = peeked;
    }
  }

  /** The same for a column in which most rows equal the one before. */
  private int encodeRepeating(CsvScanner block, int firstRow, int count, int batchRow) {
    byte[] bytes = block.bytes;
    int[] froms = fields.froms;
    int[] lengths = fields.lengths;
    int changes = 0;
    for (int i = 0; i < count; i++) {
      int length = lengths[i] & ~ESCAPED;
      if (length == 0) {
        putNull(batchRow + i);
        continue;
      }
      boolean escaped = lengths[i] < 0;
      if (escaped != recentEscaped || !dictionary.table(escaped).holds(recent, bytes, froms[i], length)) {
        long slot = slot(block, firstRow + i, froms[i], length, ByteTable.hash(bytes, froms[i], length), escaped);
        if (slot == NONE) {
          return i;
        }
        changes++;
        recent = slot;
        recentEscaped = escaped;
      }
      Words.putInt(codes, Integer.BYTES * (batchRow + i), ByteTable.code(recent));
    }
    repeats = 8 * changes < count;
    return count;
  }

  private void putNull(int batchRow) {
    validity.makeNull(batchRow);
    Words.putInt(codes, Integer.BYTES * batchRow, NULL_CODE);
  }

  /** The slot of a text that may be new; {@link ByteTable#NONE} when the dictionary is full. */
  private long slot(CsvScanner block, int row, int from, int length, long hash, boolean escaped) {
    long slot = dictionary.table(escaped).find(block.bytes, from, length, hash);
    if (slot != NONE) {
      return slot;
    }
    requireText(block, row, from, length, escaped);
    return dictionary.add(block.bytes, from, length, hash, escaped);
  }

  private PlainText becomePlain(int rows) {
    VarCharVector texts = dictionary.vector();
    PlainText plain = new PlainText(field.name(), allocator);
    for (int row = 0; row < rows; row++) {
      byte[] text = validity.isNull(row) ? new byte[0] : texts.get(Words.getInt(codes, Integer.BYTES * row));
      plain.append(text, 0, text.length, false);
    }
    dictionary.forget();
    this.plain = plain;
    return plain;
  }

  private void append(PlainText plain, CsvScanner block, int firstRow, int from, int count, int batchRow) {
    int[] froms = fields.froms;
    int[] lengths = fields.lengths;
    for (int i = from; i < count; i++) {
      int length = lengths[i] & ~ESCAPED;
      if (length == 0) {
        validity.makeNull(batchRow + i);
      } else {
        requireText(block, firstRow + i, froms[i], length, lengths[i] < 0);
      }
      plain.append(block.bytes, froms[i], length, lengths[i] < 0);
    }
  }

  private void requireText(CsvScanner block, int row, int from, int length, boolean escaped) {
    byte[] bytes = block.bytes;
    if (escaped && !Quotes.areDoubled(bytes, from, length)) {
      throw field.problems().textBehindQuotes(block.rowsBefore() + row + 1);
    }
    boolean plainAscii = true;
    for (int at = from; at < from + length && plainAscii; at += Long.BYTES) {
      long word = Words.get(bytes, at);
      int over = Math.max(0, at + Long.BYTES - from - length);
      if (over > 0) {
        word = word << (8 * over) | ONES >>> (8 * (Long.BYTES - over));
      }
      plainAscii = ((word | word - ONES) & Words.HIGH) == 0;
    }
    if (plainAscii) {
      return;
    }
    long number = block.rowsBefore() + row + 1;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
      if (text.indexOf(0) >= 0) {
        throw field.bad(number, text.replace('\0', '?'), "text (it holds a NUL byte)", "The file is damaged; export the period again.");
      }
    } catch (CharacterCodingException e) {
      throw field.bad(number, Findings.text(bytes, from, length), "UTF-8", "Save the file as UTF-8; exports of Azure are.");
    }
  }

  @Override
  public FieldVector finish(int rows) {
    if (plain != null) {
      return plain.finish(validity);
    }
    if (codeVector.getValueCapacity() < rows) {
      codeVector.allocateNew(BATCH_ROWS);
    }
    codeVector.getDataBuffer().setBytes(0, codes, 0, (long) Integer.BYTES * rows);
    validity.finish(codeVector.getValidityBuffer(), rows);
    codeVector.setValueCount(rows);
    return codeVector;
  }

  @Override
  public void close() {
    if (!released) {
      dictionary.close();
    }
    codeVector.close();
    if (plain != null) {
      plain.close();
    }
  }
}
