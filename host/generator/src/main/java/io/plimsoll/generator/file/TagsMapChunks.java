package io.plimsoll.generator.file;

import io.plimsoll.api.focus.FocusTags;
import io.plimsoll.generator.table.Batch;
import io.plimsoll.generator.table.Column;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Encodes tags as a MAP of texts: two columns, of keys and of values, each with levels of its own. */
final class TagsMapChunks {
  private static final int NO_MAP = 0;
  private static final int KEY = 2;
  private static final int VALUE = 3;

  private final Column.Coded column;

  TagsMapChunks(Column.Coded column) {
    this.column = column;
  }

  List<ColumnChunk> write(Batch batch, PageCompressor compressor) throws IOException {
    int[] codes = batch.codes(column.axis());
    int[] repeats = new int[batch.rows() * 10 + 16];
    int[] keyLevels = new int[repeats.length];
    int[] valueLevels = new int[repeats.length];
    Bytes keys = new Bytes(1 << 16);
    Bytes values = new Bytes(1 << 16);
    int at = 0;
    int nulls = 0;
    for (int row = 0; row < batch.rows(); row++) {
      Map<String, String> tags =
          column.values().apply(codes[row]) instanceof String text ? FocusTags.parse(text).values() : Map.of();
      if (tags.isEmpty()) {
        repeats[at] = 0;
        keyLevels[at] = NO_MAP;
        valueLevels[at++] = NO_MAP;
        nulls++;
      }
      int repeat = 0;
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        repeats[at] = repeat;
        keyLevels[at] = KEY;
        valueLevels[at++] = VALUE;
        repeat = 1;
        ParquetType.TEXT.plain(keys, tag.getKey());
        ParquetType.TEXT.plain(values, tag.getValue());
      }
    }
    return List.of(
        chunk(compressor, repeats, keyLevels, at, nulls, keys, "key"),
        chunk(compressor, repeats, valueLevels, at, nulls, values, "value"));
  }

  private ColumnChunk chunk(
      PageCompressor compressor, int[] repeats, int[] levels, int count, int nulls, Bytes plain, String leaf)
      throws IOException {
    Bytes body = new Bytes(plain.size() + count);
    ColumnChunk.levels(body, repeats, 0, count, 1);
    ColumnChunk.levels(body, levels, 0, count, 2);
    body.put(plain);
    ColumnChunk chunk = new ColumnChunk(ParquetType.MAP, compressor, column.name(), "key_value", leaf);
    chunk.dataPage(body, count, nulls, ColumnChunk.PLAIN);
    return chunk;
  }
}
