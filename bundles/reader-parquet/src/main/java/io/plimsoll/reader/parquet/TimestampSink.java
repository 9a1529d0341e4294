package io.plimsoll.reader.parquet;

import static io.plimsoll.reader.parquet.LittleEndian.getInt;
import static io.plimsoll.reader.parquet.LittleEndian.getLong;
import static io.plimsoll.reader.parquet.LittleEndian.putLong;

import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/** Dates and timestamps in all the ways Parquet writes them, as microseconds in UTC. */
final class TimestampSink implements ValueSink {
  private static final long DAY = 86_400_000_000L;
  /** The Julian day that began at noon of the last day of 1969, which Parquet counts as 1970-01-01. */
  private static final int JULIAN_DAY_OF_1970 = 2_440_588;

  private final Leaf leaf;
  private final Scratch scratch;
  private final TimeStampMicroVector vector;
  private long[] table = new long[0];

  TimestampSink(String name, Leaf leaf, BufferAllocator allocator, Scratch scratch) {
    this.leaf = leaf;
    this.scratch = scratch;
    this.vector = new TimeStampMicroVector(name, allocator);
  }

  @Override
  public void begin(long firstRow) {
    // Nothing is counted here.
  }

  @Override
  public void dictionary(byte[] bytes, int end, int count) {
    table = new long[count];
    Arrays.setAll(table, i -> micros(leaf.meaning(), bytes, i * leaf.length()));
  }

  @Override
  public void values(PageValues page, int from, int count, int found) {
    byte[] out = scratch.bytes;
    int[] rows = scratch.rowsWith(found, count);
    if (found < count) {
      Arrays.fill(out, from << 3, from + count << 3, (byte) 0);
    }
    if (page.isCoded()) {
      int[] codes = scratch.codes;
      page.codes(codes, 0, found);
      for (int i = 0; i < found; i++) {
        putLong(out, from + rows[i] << 3, table[codes[i]]);
      }
    } else {
      int at = page.fixed(found);
      byte[] bytes = page.bytes();
      for (int i = 0; i < found; i++) {
        putLong(out, from + rows[i] << 3, micros(leaf.meaning(), bytes, at + i * leaf.length()));
      }
    }
  }

  /** The value at this place. */
  static long micros(Meaning meaning, byte[] bytes, int at) {
    return switch (meaning) {
      case TIMESTAMP_MICROS -> getLong(bytes, at);
      case TIMESTAMP_MILLIS -> Math.multiplyExact(getLong(bytes, at), 1000L);
      case TIMESTAMP_NANOS -> Math.floorDiv(getLong(bytes, at), 1000L);
      case DATE -> getInt(bytes, at) * DAY;
      case TIMESTAMP_INT96 ->
          Math.addExact(
              Math.multiplyExact(getInt(bytes, at + 8) - (long) JULIAN_DAY_OF_1970, DAY),
              Math.floorDiv(getLong(bytes, at), 1000L));
      default -> throw new IllegalArgumentException(meaning.toString());
    };
  }

  @Override
  public FieldVector finish(int count) {
    if (vector.getValueCapacity() < count) {
      vector.allocateNew(Scratch.ROWS);
    }
    vector.getDataBuffer().setBytes(0, scratch.bytes, 0, (long) count << 3);
    scratch.putValidity(vector.getValidityBuffer(), count);
    return vector;
  }

  @Override
  public void close() {
    vector.close();
  }
}
