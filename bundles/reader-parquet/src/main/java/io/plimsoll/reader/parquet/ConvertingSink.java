package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.reader.parquet.Conversion.Converted;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Values in another type than the one asked for: converted one by one, those of a dictionary once. */
final class ConvertingSink implements ValueSink {
  private final String column;
  private final Leaf leaf;
  private final Conversion conversion;
  private final ObjectOutput output;
  private final Scratch scratch;
  private final Repairs repairs;
  private final PartErrors errors;
  private final @Nullable Object[] values = new @Nullable Object[Scratch.ROWS];
  private Converted[] table;
  private long firstRow;

  ConvertingSink(
      String column,
      Leaf leaf,
      FocusType target,
      ObjectOutput output,
      Scratch scratch,
      Repairs repairs,
      PartErrors errors) {
    this.column = column;
    this.leaf = leaf;
    this.conversion = new Conversion(leaf, target);
    this.output = output;
    this.scratch = scratch;
    this.repairs = repairs;
    this.errors = errors;
    // Flags are the only codes that come without a dictionary.
    this.table =
        leaf.physical() == Physical.BOOLEAN
            ? new Converted[] {conversion.of(new byte[] {0}, 0, 1), conversion.of(new byte[] {1}, 0, 1)}
            : new Converted[0];
  }

  @Override
  public void begin(long row) {
    firstRow = row;
    Arrays.fill(values, null);
  }

  @Override
  public void dictionary(byte[] bytes, int end, int count) {
    if (leaf.physical() == Physical.BOOLEAN) {
      throw new MalformedException("a column of flags has a dictionary");
    }
    int[] starts = new int[count];
    int[] sizes = new int[count];
    if (leaf.physical() == Physical.BYTE_ARRAY) {
      PageValues.plainTexts(bytes, 0, end, count, starts, sizes);
    } else {
      Arrays.setAll(starts, i -> i * leaf.length());
      Arrays.fill(sizes, leaf.length());
    }
    table = new Converted[count];
    Arrays.setAll(table, i -> conversion.of(bytes, starts[i], sizes[i]));
  }

  @Override
  public void values(PageValues page, int from, int count, int found) {
    int[] rows = scratch.rowsWith(found, count);
    if (page.isCoded()) {
      page.codes(scratch.codes, 0, found);
      for (int i = 0; i < found; i++) {
        put(table[scratch.codes[i]], from + rows[i]);
      }
      return;
    }
    if (leaf.physical() == Physical.BYTE_ARRAY) {
      page.texts(found, scratch.starts, scratch.sizes);
    } else {
      int at = page.fixed(found);
      for (int i = 0; i < found; i++) {
        scratch.starts[i] = at + i * leaf.length();
      }
      Arrays.fill(scratch.sizes, 0, found, leaf.length());
    }
    for (int i = 0; i < found; i++) {
      put(conversion.of(page.bytes(), scratch.starts[i], scratch.sizes[i]), from + rows[i]);
    }
  }

  private void put(Converted converted, int row) {
    String problem = converted.problem();
    if (problem != null) {
      throw errors.value(column, firstRow + row, converted.original().toString(), problem);
    }
    for (DataQualityCode code : converted.repairs()) {
      repairs.count(code, firstRow + row, column, converted.original());
    }
    values[row] = converted.value();
    if (converted.value() == null) {
      scratch.present[row] = 0;
    }
  }

  @Override
  public FieldVector finish(int count) {
    return output.vector(values, count, firstRow);
  }

  @Override
  public @Nullable VarCharVector dictionary() {
    return output.dictionary();
  }

  @Override
  public void close() {
    output.close();
  }
}
