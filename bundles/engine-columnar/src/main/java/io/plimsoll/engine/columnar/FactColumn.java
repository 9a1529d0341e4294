package io.plimsoll.engine.columnar;

import io.plimsoll.api.engine.AggregationSpec;
import java.util.Arrays;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** One column of a rollup's facts on the way into Arrow vectors. One thread. */
abstract class FactColumn implements AutoCloseable {
  /** Values below this need no more than 38 digits. */
  private static final int BITS_OF_38_DIGITS = 126;

  private final BaseFixedWidthVector vector;
  private final int width;
  private final byte[] bytes;

  private FactColumn(BaseFixedWidthVector vector, int width) {
    this.vector = vector;
    this.width = width;
    bytes = new byte[PackedInts.BLOCK * width];
  }

  /** Every value of a dictionary as a vector. */
  static VarCharVector values(PackedDictionary dictionary, String name, BufferAllocator allocator) {
    VarCharVector vector = new VarCharVector(name, allocator);
    try {
      vector.allocateNew();
      if (dictionary.size() > 0) {
        PackedDictionary.Cursor cursor = dictionary.first();
        do {
          vector.setSafe(cursor.code, cursor.bytes, 0, cursor.length);
        } while (cursor.next());
      }
      vector.setValueCount(dictionary.size());
      return vector;
    } catch (RuntimeException | Error e) {
      vector.close();
      throw e;
    }
  }

  static FactColumn day(BufferAllocator allocator) {
    return new FactColumn(new TimeStampMicroVector(AggregationSpec.DAY, allocator), 8) {
      private long micros;

      @Override
      void open(DaySegment segment) {
        micros = segment.epochDay() * ScalarText.MICROS_OF_DAY;
      }

      @Override
      void fill(int block, int[] entities, int at, int count, byte[] bytes) {
        for (int i = 0; i < count; i++) {
          LittleEndian.LONG.set(bytes, i * 8, micros);
        }
      }
    };
  }

  /** @param values how many the dictionary has; the code behind them is null */
  static FactColumn codes(String name, EntityColumn column, RollupImage image, int values, BufferAllocator allocator) {
    int[] codes = new int[image.entities()];
    int[] block = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (int b = 0; b < column.blocks(); b++) {
      System.arraycopy(block, 0, codes, b * PackedInts.BLOCK, column.read(b, block, scratch));
    }
    IntVector vector = new IntVector(name, allocator);
    return new FactColumn(vector, 4) {
      @Override
      void fill(int block, int[] entities, int at, int count, byte[] bytes) {
        for (int i = 0; i < count; i++) {
          int code = codes[entities[i]];
          if (code == values) {
            code = -1;
            BitVectorHelper.unsetBit(vector.getValidityBuffer(), at + i);
          }
          LittleEndian.INT.set(bytes, i * 4, code);
        }
      }
    };
  }

  /** @param bits the most that a value takes, without sign */
  static FactColumn numbers(String name, int column, int scale, int bits, BufferAllocator allocator) {
    boolean narrow = bits <= BITS_OF_38_DIGITS && scale <= 38;
    int width = narrow ? 16 : 32;
    BaseFixedWidthVector vector =
        narrow ? new DecimalVector(name, allocator, 38, scale) : new Decimal256Vector(name, allocator, 76, scale);
    return new FactColumn(vector, width) {
      private @Nullable ValueReader values;

      @Override
      void open(DaySegment segment) {
        if (values == null || values.segment() != segment) {
          values = new ValueReader(segment, column);
        }
      }

      @Override
      void fill(int block, int[] entities, int at, int count, byte[] bytes) {
        ValueReader from = Objects.requireNonNull(values);
        boolean wide = from.read(block);
        for (int i = 0; i < count; i++) {
          long low = from.low[i];
          long high = wide ? from.high[i] : low >> 63;
          LittleEndian.LONG.set(bytes, i * width, low);
          LittleEndian.LONG.set(bytes, i * width + 8, high);
          for (int more = 16; more < width; more += 8) {
            LittleEndian.LONG.set(bytes, i * width + more, high >> 63);
          }
        }
      }
    };
  }

  /** Takes note of the day; the default needs none. */
  void open(DaySegment segment) {}

  /** Writes the values of a block's facts, which become rows from {@code at} on. */
  abstract void fill(int block, int[] entities, int at, int count, byte[] bytes);

  void begin(DaySegment segment, int rows) {
    open(segment);
    vector.allocateNew(rows);
    byte[] valid = new byte[(rows + 7) / 8];
    Arrays.fill(valid, (byte) -1);
    vector.getValidityBuffer().setBytes(0, valid, 0, valid.length);
  }

  void add(int block, int[] entities, int at, int count) {
    fill(block, entities, at, count, bytes);
    vector.getDataBuffer().setBytes((long) at * width, bytes, 0, count * width);
  }

  FieldVector end(int rows) {
    vector.setValueCount(rows);
    return vector;
  }

  void clear() {
    vector.clear();
  }

  @Override
  public void close() {
    vector.close();
  }
}
