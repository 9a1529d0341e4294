package io.plimsoll.reader.parquet;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Reads a map of texts as a JSON object, which is how Azure writes the same tags (FOCUS_Spec issue 680: AWS
 * writes a map, Azure a string).
 */
final class MapReader implements BatchColumn {
  private final int mapLevel;
  private final LeafCursor keys;
  private final @Nullable LeafCursor values;
  private final TextOutput output;
  private final Scratch scratch;
  private final JsonBytes json = new JsonBytes();

  MapReader(int mapLevel, LeafCursor keys, @Nullable LeafCursor values, TextOutput output, Scratch scratch) {
    this.mapLevel = mapLevel;
    this.keys = keys;
    this.values = values;
    this.output = output;
    this.scratch = scratch;
  }

  @Override
  public List<ChunkInput> open(Footer.RowGroup group) {
    return values == null ? List.of(keys.open(group)) : List.of(keys.open(group), values.open(group));
  }

  @Override
  public FieldVector read(int count, long firstRow) {
    output.begin();
    json.clear();
    int found = 0;
    for (int row = 0; row < count; row++) {
      int start = json.size();
      boolean present = readRow();
      scratch.present[row] = (byte) (present ? 1 : 0);
      if (present) {
        scratch.rows[found] = row;
        scratch.starts[found] = start;
        scratch.sizes[found++] = json.size() - start;
      }
    }
    output.texts(json.bytes(), 0, count, found);
    return output.finish(count, firstRow);
  }

  /** Reads one row's pairs; false when the map itself is null. */
  private boolean readRow() {
    boolean present = false;
    int pairs = 0;
    do {
      keys.next();
      if (values != null) {
        values.next();
        if (values.repetition() != keys.repetition()) {
          throw new MalformedException("a map has more keys than values or the other way round");
        }
      }
      if (keys.repetition() != 0 != pairs > 0) {
        throw new MalformedException("a map does not begin where its row does");
      }
      if (keys.definition() > mapLevel) {
        json.pair(pairs, keys.text(), values == null ? null : values.text());
      } else if (keys.definition() == mapLevel) {
        json.open();
      } else {
        return false;
      }
      present = true;
      pairs++;
    } while (keys.continues());
    json.close();
    return present;
  }

  @Override
  public @Nullable VarCharVector dictionary() {
    return output.dictionary();
  }

  @Override
  public void close() {
    keys.close();
    if (values != null) {
      values.close();
    }
    output.close();
  }
}
