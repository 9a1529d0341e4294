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
  private boolean repeats;
  private int recent = -1;
  private boolean recentEscaped;

  TextColumn(CsvField field, TextFields fields, TextDictionary.Limits limits, BufferAllocator allocator) {
    this.field = field;
    this.fields = fields;
    this.dictionary = new TextDictionary(field.name(), limits, allocator);
    this.allocator = allocator;
    this.codeVector = new IntVector(field.name(), allocator);
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
      done = repeats ? encodeRepeating(block, firstRow, count, batchRow) : encode(block, firstRow, count, batchRow);
    }
    if (done < count) {
      PlainText plain = this.plain == null ? becomePlain(batchRow + done) : this.plain;
      append(plain, block, firstRow, done, count, batchRow);
    }
  }

  /** Encodes rows; answers how many before the dictionary was full. */
  private int encode(CsvScanner block, int firstRow, int count, int batchRow) {
    byte[] bytes = block.bytes;
    int[] froms = fields.froms;
    int[] lengths = fields.lengths;
    int[] candidates = fields.candidates;
    long[] hashes = fields.hashes;
    for (int i = 0; i < count; i++) {
      long hash = ByteTable.hash(bytes, froms[i], lengths[i] & ~ESCAPED);
      hashes[i] = hash;
      candidates[i] = dictionary.likely(hash, lengths[i] < 0);
    }
    int same = 0;
    int before = recent;
    for (int i = 0; i < count; i++) {
      int length = lengths[i] & ~ESCAPED;
      if (length == 0) {
        putNull(batchRow + i);
        continue;
      }
      boolean escaped = lengths[i] < 0;
      int n = candidates[i];
      if (n < 0 || !dictionary.holds(n, escaped, bytes, froms[i], length)) {
        n = number(block, firstRow + i, froms[i], length, hashes[i], escaped);
        if (n < 0) {
          return i;
        }
      }
      same += n == before ? 1 : 0;
      before = n;
      recentEscaped = escaped;
      Words.putInt(codes, Integer.BYTES * (batchRow + i), dictionary.code(n, escaped));
    }
    recent = before;
    repeats = 8 * same > 7 * count;
    return count;
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
      if (escaped != recentEscaped || !dictionary.holds(recent, escaped, bytes, froms[i], length)) {
        long hash = ByteTable.hash(bytes, froms[i], length);
        int n = number(block, firstRow + i, froms[i], length, hash, escaped);
        if (n < 0) {
          return i;
        }
        changes++;
        recent = n;
        recentEscaped = escaped;
      }
      Words.putInt(codes, Integer.BYTES * (batchRow + i), dictionary.code(recent, escaped));
    }
    repeats = 8 * changes < count;
    return count;
  }

  private void putNull(int batchRow) {
    validity.makeNull(batchRow);
    Words.putInt(codes, Integer.BYTES * batchRow, NULL_CODE);
  }

  /** The number of a field that may be new; -1 when the dictionary is full. */
  private int number(CsvScanner block, int row, int from, int length, long hash, boolean escaped) {
    int n = dictionary.find(block.bytes, from, length, hash, escaped);
    if (n >= 0) {
      return n;
    }
    requireText(block, row, from, length);
    return dictionary.add(block.bytes, from, length, hash, escaped);
  }

  private PlainText becomePlain(int rows) {
    plain = new PlainText(field.name(), allocator);
    for (int row = 0; row < rows; row++) {
      if (validity.isNull(row)) {
        plain.append(codes, 0, 0, false);
      } else {
        dictionary.copy(Words.getInt(codes, Integer.BYTES * row), plain);
      }
    }
    dictionary.forget();
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
        requireText(block, firstRow + i, froms[i], length);
      }
      plain.append(block.bytes, froms[i], length, lengths[i] < 0);
    }
  }

  private void requireText(CsvScanner block, int row, int from, int length) {
    byte[] bytes = block.bytes;
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
    dictionary.close();
    codeVector.close();
    if (plain != null) {
      plain.close();
    }
  }
}
