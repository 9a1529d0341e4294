package io.plimsoll.engine.duckdb;

import io.plimsoll.api.export.Batch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.duckdb.DuckDBDataChunkWriter;
import org.jspecify.annotations.Nullable;

/** Text, plain or as codes; the values of a dictionary are taken out of Arrow once a split, not once a row. */
final class TextColumn implements ColumnCopy {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[][] NO_VALUES = {};

  private final String name;
  private final int vector;
  private final int target;
  private byte[] validity = {};
  private byte[] positions = {};
  private byte[] characters = {};
  private byte[][] values = NO_VALUES;
  private @Nullable VarCharVector dictionary;

  TextColumn(String name, int vector, int target) {
    this.name = name;
    this.vector = vector;
    this.target = target;
  }

  @Override
  public void use(Batch batch) {
    FieldVector source = batch.columns().getVector(vector);
    validity = ColumnCopy.validity(source);
    if (source instanceof IntVector codes) {
      positions = new byte[4 * codes.getValueCount()];
      codes.getDataBuffer().getBytes(0, positions);
      dictionary = batch.dictionaries().get(name);
      if (dictionary == null) {
        throw SplitScan.unexpected(name, source);
      }
    } else if (source instanceof VarCharVector text) {
      dictionary = null;
      positions = new byte[4 * (text.getValueCount() + 1)];
      text.getOffsetBuffer().getBytes(0, positions);
      characters = new byte[text.getOffsetBuffer().getInt(4L * text.getValueCount())];
      text.getDataBuffer().getBytes(0, characters);
    } else {
      throw SplitScan.unexpected(name, source);
    }
  }

  @Override
  public void write(int firstRow, int rows, DuckDBDataChunkWriter chunk) {
    byte[][] texts = new byte[rows][];
    for (int i = 0; i < rows; i++) {
      int row = firstRow + i;
      if (!ColumnCopy.isNull(validity, row)) {
        texts[i] = dictionary == null ? plain(row) : coded(dictionary, (int) INT.get(positions, 4 * row));
      }
    }
    chunk.vector(target).setStringUtf8Batch(0, texts);
  }

  private byte[] plain(int row) {
    return Arrays.copyOfRange(characters, (int) INT.get(positions, 4 * row), (int) INT.get(positions, 4 * row + 4));
  }

  private byte[] coded(VarCharVector known, int code) {
    if (code >= values.length) {
      int before = values.length;
      values = Arrays.copyOf(values, known.getValueCount());
      for (int i = before; i < values.length; i++) {
        values[i] = known.get(i);
      }
    }
    return values[code];
  }
}
