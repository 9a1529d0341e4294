package io.plimsoll.engine.columnar;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** One key column of a part: turns what its vectors carry into the codes of the aggregation. One thread. */
final class KeyColumn {
  private final String name;
  private final ValueDictionary values;
  private final byte[] bytes = new byte[RowChunk.ROWS * 4];
  private @Nullable FieldVector vector;
  private @Nullable PartDictionary dictionary;
  private @Nullable ScalarText scalars;
  /** Codes of the whole batch, for columns that come without a dictionary. */
  private int[] codes = new int[0];

  KeyColumn(String name, ValueDictionary values) {
    this.name = name;
    this.values = values;
  }

  /** Takes the column of the next batch and makes sure that every code of it is known. */
  void bind(FieldVector column, @Nullable VarCharVector partDictionary) {
    vector = column;
    int rows = column.getValueCount();
    int nulls = column.getNullCount();
    int nullCode = nulls > 0 ? values.nullCode() : values.nullCodeIfAny();
    if (column instanceof IntVector && partDictionary != null) {
      if (dictionary == null || !dictionary.isOf(partDictionary)) {
        dictionary = new PartDictionary(partDictionary, values);
      }
      if (nulls < rows) {
        dictionary.extend();
      }
      dictionary.nullCode(nullCode);
      return;
    }
    codes = codes.length < rows ? new int[rows] : codes;
    if (column instanceof VarCharVector text) {
      texts(text, rows);
    } else if (column instanceof TimeStampMicroVector
        || column instanceof DecimalVector
        || column instanceof Decimal256Vector
        || column instanceof BitVector) {
      scalars = scalars == null ? new ScalarText(values) : scalars;
      scalars.read(column, codes);
    } else {
      throw Inputs.wrongVector(name, column);
    }
  }

  /** Answers the codes of some rows of the batch bound last. */
  void read(int from, int rows, int[] into) {
    if (vector instanceof IntVector && dictionary != null) {
      vector.getDataBuffer().getBytes(from * 4L, bytes, 0, rows * 4);
      if (!dictionary.map(bytes, rows, into)) {
        throw Inputs.wrongCode(name);
      }
    } else {
      System.arraycopy(codes, from, into, 0, rows);
    }
  }

  private void texts(VarCharVector text, int rows) {
    boolean nulls = text.getNullCount() > 0;
    for (int from = 0; from < rows; from += RowChunk.ROWS) {
      int count = Math.min(RowChunk.ROWS, rows - from);
      int[] ends = new int[count + 1];
      byte[] data = copy(text, from, count, ends);
      // Empty text is null, whichever way a reader says it; a null of a reader that leaves bytes behind it as well.
      values.codes(data, ends, count, codes, from);
      for (int i = 0; i < count && nulls; i++) {
        if (text.isNull(from + i)) {
          codes[from + i] = values.nullCode();
        }
      }
    }
  }

  /** Copies the text of some rows in one go; {@code ends} gets the bounds of each within the copy. */
  static byte[] copy(VarCharVector text, int from, int rows, int[] ends) {
    ArrowBuf offsets = text.getOffsetBuffer();
    byte[] raw = new byte[(rows + 1) * 4];
    offsets.getBytes(from * 4L, raw, 0, raw.length);
    int start = LittleEndian.getInt(raw, 0);
    for (int i = 0; i <= rows; i++) {
      ends[i] = LittleEndian.getInt(raw, i * 4) - start;
    }
    byte[] data = new byte[ends[rows]];
    text.getDataBuffer().getBytes(start, data, 0, data.length);
    return data;
  }
}
