package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Dimension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values of one dimension over all rollups of a question, as codes that mean the same in each.
 *
 * <p>With one rollup they are the rollup's own codes, so that only values of the answer are ever read.
 */
final class DimensionValues {
  private static final PackedDictionary NONE =
      new PackedDictionary(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN), 0);

  private final EntityColumn[] columns;
  private final int @Nullable [][] maps;
  private final @Nullable PackedDictionary only;
  private final @Nullable ValueDictionary union;
  private final @Nullable String[] texts;

  private DimensionValues(
      EntityColumn[] columns,
      int @Nullable [][] maps,
      @Nullable PackedDictionary only,
      @Nullable ValueDictionary union) {
    this.columns = columns;
    this.maps = maps;
    this.only = only;
    this.union = union;
    texts = new String[size()];
  }

  /** @param as turns a value into the one to group by */
  static DimensionValues of(Dimension dimension, List<RollupImage> images, @Nullable UnaryOperator<String> as) {
    EntityColumn[] columns = new EntityColumn[images.size()];
    int[][] maps = new int[images.size()][];
    PackedDictionary[] values = new PackedDictionary[images.size()];
    for (int r = 0; r < columns.length; r++) {
      RollupImage image = images.get(r);
      int key = Held.key(image, dimension);
      columns[r] = image.column(key);
      values[r] = image.dictionary(key);
      if (dimension instanceof Dimension.Tag tag) {
        TagIndex.Column index = image.tags().column(tag.key());
        maps[r] = index == null ? new int[values[r].size() + 1] : index.codes();
        values[r] = index == null ? NONE : index.values();
      }
    }
    if (columns.length == 1 && as == null) {
      return new DimensionValues(columns, maps, values[0], null);
    }
    ValueDictionary union = new ValueDictionary(dimension.name());
    for (int r = 0; r < columns.length; r++) {
      maps[r] = through(maps[r], codes(values[r], union, as));
    }
    return new DimensionValues(columns, maps, null, union);
  }

  private static int[] codes(PackedDictionary values, ValueDictionary union, @Nullable UnaryOperator<String> as) {
    int[] codes = new int[values.size() + 1];
    if (values.size() > 0) {
      PackedDictionary.Cursor cursor = values.first();
      do {
        codes[cursor.code] =
            as == null ? union.code(cursor.bytes, 0, cursor.length) : union.code(as.apply(cursor.text()));
      } while (cursor.next());
    }
    codes[values.size()] = union.nullCode();
    return codes;
  }

  private static int[] through(int @Nullable [] first, int[] second) {
    return first == null ? second : Arrays.stream(first).map(code -> second[code]).toArray();
  }

  /** How many codes there are. */
  int size() {
    return only != null ? only.size() + 1 : union == null ? 0 : union.size();
  }

  /** The code of every entity of every rollup, or -1 when they differ. */
  int constant() {
    int constant = -1;
    for (int r = 0; r < columns.length; r++) {
      int code = columns[r].constant();
      if (code < 0) {
        return -1;
      }
      code = maps[r] == null ? code : maps[r][code];
      if (r > 0 && code != constant) {
        return -1;
      }
      constant = code;
    }
    return constant;
  }

  /** Answers the codes of a block of a rollup's entities. */
  int read(int rollup, int block, int[] into, byte[] scratch) {
    int count = columns[rollup].read(block, into, scratch);
    int[] map = maps[rollup];
    if (map != null) {
      for (int i = 0; i < count; i++) {
        into[i] = map[into[i]];
      }
    }
    return count;
  }

  @Nullable String text(int code) {
    if (texts[code] == null) {
      texts[code] = only != null ? only.text(code) : union == null ? null : union.text(code);
    }
    return texts[code];
  }
}
