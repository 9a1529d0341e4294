package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Fills a vector of the type asked for from values that were converted one by one. */
final class ObjectOutput implements AutoCloseable {
  private static final int NARROW_DIGITS = 38;

  private final String name;
  private final FocusType type;
  private final BufferAllocator allocator;
  private final Scratch scratch;
  private final TextOutput texts;
  private @Nullable FieldVector vector;

  ObjectOutput(String name, FocusType type, BufferAllocator allocator, Scratch scratch, TextOutput texts) {
    this.name = name;
    this.type = type;
    this.allocator = allocator;
    this.scratch = scratch;
    this.texts = texts;
  }

  FieldVector vector(@Nullable Object[] values, int count, long firstRow) {
    return switch (type) {
      case DECIMAL -> decimals(values, count);
      case DATE_TIME -> times(values, count);
      case BOOLEAN -> flags(values, count);
      case STRING, JSON -> texts(values, count, firstRow);
    };
  }

  /** The scale is the least that holds the batch; beyond 38 digits the vector gets wider. */
  private FieldVector decimals(@Nullable Object[] values, int count) {
    int scale = 0;
    int before = 0;
    for (int i = 0; i < count; i++) {
      if (values[i] instanceof BigDecimal number) {
        scale = Math.max(scale, number.scale());
        before = Math.max(before, number.precision() - number.scale());
      }
    }
    if (before + scale > 2 * NARROW_DIGITS) {
      throw new MalformedException("its numbers together need " + (before + scale) + " digits");
    }
    FieldVector target = before + scale <= NARROW_DIGITS ? narrow(scale) : wide(scale);
    target.setInitialCapacity(count);
    target.allocateNew();
    for (int i = 0; i < count; i++) {
      if (values[i] instanceof BigDecimal number) {
        if (target instanceof DecimalVector narrow) {
          narrow.set(i, number.setScale(scale));
        } else {
          ((Decimal256Vector) target).set(i, number.setScale(scale));
        }
      }
    }
    return target;
  }

  private FieldVector narrow(int scale) {
    if (!(vector instanceof DecimalVector old && old.getScale() == scale)) {
      replace(new DecimalVector(name, allocator, NARROW_DIGITS, scale));
    }
    return current();
  }

  private FieldVector wide(int scale) {
    if (!(vector instanceof Decimal256Vector old && old.getScale() == scale)) {
      replace(new Decimal256Vector(name, allocator, 2 * NARROW_DIGITS, scale));
    }
    return current();
  }

  private FieldVector times(@Nullable Object[] values, int count) {
    if (vector == null) {
      replace(new TimeStampMicroVector(name, allocator));
    }
    TimeStampMicroVector target = (TimeStampMicroVector) current();
    target.allocateNew(count);
    for (int i = 0; i < count; i++) {
      if (values[i] instanceof Long micros) {
        target.set(i, micros);
      }
    }
    return target;
  }

  private FieldVector flags(@Nullable Object[] values, int count) {
    if (vector == null) {
      replace(new BitVector(name, allocator));
    }
    BitVector target = (BitVector) current();
    target.allocateNew(count);
    for (int i = 0; i < count; i++) {
      if (values[i] instanceof Boolean flag) {
        target.set(i, flag ? 1 : 0);
      }
    }
    return target;
  }

  private FieldVector texts(@Nullable Object[] values, int count, long firstRow) {
    byte[] bytes = new byte[Math.max(1024, count * 32)];
    int used = 0;
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (values[i] instanceof String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < used + encoded.length + LittleEndian.SLACK) {
          bytes = Arrays.copyOf(bytes, 2 * (used + encoded.length) + LittleEndian.SLACK);
        }
        System.arraycopy(encoded, 0, bytes, used, encoded.length);
        scratch.rows[found] = i;
        scratch.starts[found] = used;
        scratch.sizes[found++] = encoded.length;
        used += encoded.length;
      }
    }
    texts.begin();
    texts.texts(bytes, 0, count, found);
    return texts.finish(count, firstRow);
  }

  @Nullable VarCharVector dictionary() {
    return type == FocusType.STRING || type == FocusType.JSON ? texts.dictionary() : null;
  }

  private void replace(FieldVector next) {
    if (vector != null) {
      vector.close();
    }
    vector = next;
  }

  private FieldVector current() {
    FieldVector held = vector;
    if (held == null) {
      throw new IllegalStateException("no vector was made yet");
    }
    return held;
  }

  @Override
  public void close() {
    texts.close();
    if (vector != null) {
      vector.close();
    }
  }
}
