package io.plimsoll.reader.csv;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;

/** One column of the batch that is being filled. */
interface BatchColumn extends AutoCloseable {
  /** The most rows a batch has. */
  int BATCH_ROWS = 8192;

  /**
   * Reads this column of some rows of the scanner's block.
   *
   * @param firstRow of the block
   * @param count how many rows
   * @param batchRow where they go in the batch
   */
  void read(CsvScanner block, int firstRow, int count, int batchRow);

  /** The vector of the batch's rows; a new batch starts. It stays this column's and is used again. */
  FieldVector finish(int rows);

  @Override
  void close();

  /** Validity bits of a batch: every row is there until it is made null. */
  final class Validity {
    private final byte[] bits = new byte[BATCH_ROWS / 8];

    Validity() {
      clear();
    }

    void makeNull(int row) {
      bits[row >> 3] &= (byte) ~(1 << (row & 7));
    }

    boolean isNull(int row) {
      return (bits[row >> 3] & 1 << (row & 7)) == 0;
    }

    /** Writes the bits and starts again. */
    void finish(ArrowBuf target, int rows) {
      if ((rows & 7) != 0) {
        bits[rows >> 3] &= (byte) ((1 << (rows & 7)) - 1);
      }
      target.setBytes(0, bits, 0, (rows + 7) / 8);
      clear();
    }

    private void clear() {
      Arrays.fill(bits, (byte) -1);
    }
  }
}
