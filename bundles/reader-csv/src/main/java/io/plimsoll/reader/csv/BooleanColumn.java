package io.plimsoll.reader.csv;

import java.util.Arrays;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;

/** A column of {@code True} and {@code False}, as Azure writes them; any casing, and 1 and 0, are read too. */
final class BooleanColumn implements BatchColumn {
  private final CsvField field;
  private final BitVector vector;
  private final Validity validity = new Validity();
  private final byte[] bits = new byte[BATCH_ROWS / 8];

  BooleanColumn(CsvField field, BufferAllocator allocator) {
    this.field = field;
    this.vector = new BitVector(field.name(), allocator);
  }

  @Override
  public void read(CsvScanner block, int firstRow, int count, int batchRow) {
    for (int i = 0; i < count; i++) {
      int row = firstRow + i;
      int at = batchRow + i;
      int from = block.from(row, field.index());
      int to = block.to(row, field.index());
      if (field.isNull(block, row, from, to)) {
        validity.makeNull(at);
      } else if (isTrue(block, row, from, to)) {
        bits[at >> 3] |= (byte) (1 << (at & 7));
      }
    }
  }

  private boolean isTrue(CsvScanner block, int row, int from, int to) {
    String text = Findings.text(block.bytes, from, to - from);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw field.bad(
              block.rowsBefore() + row + 1, text, "true or false", "Write True or False, or leave it empty.");
    };
  }

  @Override
  public FieldVector finish(int rows) {
    if (vector.getValueCapacity() < rows) {
      vector.allocateNew(BATCH_ROWS);
    }
    vector.getDataBuffer().setBytes(0, bits, 0, (rows + 7) / 8);
    validity.finish(vector.getValidityBuffer(), rows);
    vector.setValueCount(rows);
    Arrays.fill(bits, (byte) 0);
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
