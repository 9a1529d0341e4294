package io.plimsoll.reader.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/** What the columns of a part, and of the parts read after it, use one after the other while a batch is filled. */
final class Scratch {
  /** Rows of a batch: enough to forget what a batch costs, few enough to stay in the second-level cache. */
  static final int ROWS = 16 << 10;

  /** 1 for each row of the batch that has a value, else 0. */
  final byte[] present = new byte[ROWS + LittleEndian.SLACK];
  /** Rows that have a value, counted from the first of the stretch at hand. */
  final int[] rows = new int[ROWS + LittleEndian.SLACK];
  final int[] codes = new int[ROWS];
  final int[] out = new int[ROWS];
  final int[] starts = new int[ROWS];
  final int[] sizes = new int[ROWS];
  /** What goes into a vector: up to 16 bytes a row. */
  final byte[] bytes = new byte[ROWS * 16];
  final Buffers buffers = new Buffers();
  final Codec codec = new Codec();
  private final int[] everyRow = new int[ROWS];
  private final byte[] validity = new byte[ROWS / 8];
  private final ByteBuffer littleEndian = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  Scratch() {
    Arrays.setAll(everyRow, i -> i);
  }

  /** The rows of a stretch that have a value. */
  int[] rowsWith(int found, int count) {
    return found == count ? everyRow : rows;
  }

  /** Writes {@link #present} as a validity bitmap. */
  void putValidity(ArrowBuf target, int count) {
    for (int i = 0; i < count; i += 8) {
      // Each byte is 0 or 1; the product moves them into the bits of the top byte, in order.
      validity[i >>> 3] = (byte) (LittleEndian.getLong(present, i) * 0x0102040810204080L >>> 56);
    }
    if ((count & 7) != 0) {
      validity[count >>> 3] &= (byte) ((1 << (count & 7)) - 1);
    }
    target.setBytes(0, validity, 0, (count + 7) >>> 3);
  }

  /** Writes numbers into a vector's data. */
  void putInts(ArrowBuf target, long at, int[] values, int from, int count) {
    for (int done = 0; done < count; ) {
      int now = Math.min(count - done, bytes.length / 4);
      littleEndian.asIntBuffer().put(0, values, from + done, now);
      target.setBytes(at + 4L * done, bytes, 0, 4L * now);
      done += now;
    }
  }
}
