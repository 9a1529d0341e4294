package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Batch;
import java.io.IOException;
import java.util.Arrays;

/**
 * Encodes a coded column: dictionary pages until the dictionary is full, PLAIN ones after, as Java writers
 * do, so that files hold both.
 */
final class CodedChunk {
  private static final int DICTIONARY_LIMIT = 1 << 20;

  private final ParquetValues values;
  private final ParquetType type;
  private final boolean dictionaries;
  private final String name;
  private int[] dictionaryIds = new int[0];

  CodedChunk(String name, ParquetValues values, ParquetType type, boolean dictionaries) {
    this.name = name;
    this.values = values;
    this.type = type;
    this.dictionaries = dictionaries && type != ParquetType.BOOLEAN;
  }

  ColumnChunk write(Batch batch, PageCompressor compressor) throws IOException {
    int rows = batch.rows();
    int[] codes = batch.codes(values.axis());
    int[] present = new int[rows];
    int[] ids = new int[rows];
    for (int row = 0; row < rows; row++) {
      ids[row] = values.id(codes[row]);
      present[row] = ids[row] == ParquetValues.NULL ? 0 : 1;
    }
    ColumnChunk chunk = new ColumnChunk(type, compressor, name);
    int encoded = dictionaries ? dictionaryPages(chunk, ids, present) : 0;
    for (int from = encoded; from < rows; from += ColumnChunk.PAGE_ROWS) {
      plainPage(chunk, ids, present, from, Math.min(rows, from + ColumnChunk.PAGE_ROWS));
    }
    return chunk;
  }

  /** Writes the dictionary and the pages that use it; answers how many rows they hold. */
  private int dictionaryPages(ColumnChunk chunk, int[] ids, int[] present) throws IOException {
    if (dictionaryIds.length < values.count()) {
      dictionaryIds = new int[values.count() + 64];
    }
    Arrays.fill(dictionaryIds, -1);
    Bytes dictionary = new Bytes(1 << 12);
    int entries = 0;
    int[] widths = new int[ids.length / ColumnChunk.PAGE_ROWS + 1];
    int[] indexes = new int[ids.length];
    int rows = 0;
    for (int page = 0; rows < ids.length && dictionary.size() < DICTIONARY_LIMIT; page++) {
      int to = Math.min(ids.length, rows + ColumnChunk.PAGE_ROWS);
      for (; rows < to; rows++) {
        int id = ids[rows];
        if (id == ParquetValues.NULL) {
          continue;
        }
        if (dictionaryIds[id] < 0) {
          dictionaryIds[id] = entries++;
          dictionary.put(values.plain(id));
        }
        indexes[rows] = dictionaryIds[id];
      }
      widths[page] = 32 - Integer.numberOfLeadingZeros(Math.max(1, entries) - 1);
    }
    chunk.dictionaryPage(dictionary, entries);
    for (int from = 0; from < rows; from += ColumnChunk.PAGE_ROWS) {
      int to = Math.min(rows, from + ColumnChunk.PAGE_ROWS);
      indexPage(chunk, indexes, present, from, to, widths[from / ColumnChunk.PAGE_ROWS]);
    }
    return rows;
  }

  private static void indexPage(ColumnChunk chunk, int[] indexes, int[] present, int from, int to, int width)
      throws IOException {
    Bytes body = new Bytes((to - from) * 2 + 64);
    ColumnChunk.levels(body, present, from, to - from, 1);
    int[] packed = new int[to - from];
    int count = 0;
    for (int row = from; row < to; row++) {
      if (present[row] == 1) {
        packed[count++] = indexes[row];
      }
    }
    body.put(width);
    RunLength.write(body, packed, 0, count, width);
    chunk.dataPage(body, to - from, to - from - count, ColumnChunk.RLE_DICTIONARY);
  }

  private void plainPage(ColumnChunk chunk, int[] ids, int[] present, int from, int to) throws IOException {
    Bytes body = new Bytes((to - from) * 16 + 64);
    ColumnChunk.levels(body, present, from, to - from, 1);
    int count = 0;
    int bits = 0;
    for (int row = from; row < to; row++) {
      if (present[row] == 0) {
        continue;
      }
      byte[] plain = values.plain(ids[row]);
      if (type == ParquetType.BOOLEAN) {
        bits |= plain[0] << (count & 7);
        if ((count & 7) == 7) {
          body.put(bits);
          bits = 0;
        }
      } else {
        body.put(plain);
      }
      count++;
    }
    if (type == ParquetType.BOOLEAN && (count & 7) != 0) {
      body.put(bits);
    }
    chunk.dataPage(body, to - from, to - from - count, ColumnChunk.PLAIN);
  }
}
