package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The distinct values of a coded column in PLAIN encoding, made when first met and kept for all parts. */
final class ParquetValues {
  static final int NULL = -1;
  private static final int UNKNOWN = -2;

  private final Column.Coded column;
  private final ParquetType type;
  private final boolean emptyForNull;
  private final int[] ids;
  private final List<byte[]> values = new ArrayList<>();
  private final Map<ByteBuffer, Integer> known = new HashMap<>();
  private final Bytes scratch = new Bytes(64);

  ParquetValues(Column.Coded column, ParquetType type, int axisSize, boolean emptyForNull) {
    this.column = column;
    this.type = type;
    this.emptyForNull = emptyForNull && type == ParquetType.TEXT;
    ids = new int[axisSize];
    Arrays.fill(ids, UNKNOWN);
  }

  Axis axis() {
    return column.axis();
  }

  /** A number for the value of a code, {@link #NULL} for none. */
  int id(int code) {
    int id = ids[code];
    return id == UNKNOWN ? learn(code) : id;
  }

  byte[] plain(int id) {
    return values.get(id);
  }

  int count() {
    return values.size();
  }

  private int learn(int code) {
    @Nullable Object value = column.values().apply(code);
    int id = value == null && !emptyForNull ? NULL : intern(value == null ? "" : value);
    ids[code] = id;
    return id;
  }

  private int intern(Object value) {
    scratch.clear();
    if (type == ParquetType.BOOLEAN) {
      scratch.put(Boolean.TRUE.equals(value) ? 1 : 0);
    } else {
      type.plain(scratch, value);
    }
    byte[] bytes = scratch.copy();
    return known.computeIfAbsent(ByteBuffer.wrap(bytes), b -> {
      values.add(bytes);
      return values.size() - 1;
    });
  }
}
