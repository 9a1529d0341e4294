package io.plimsoll.reader.parquet;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Texts as texts: the codes of each chunk's dictionary become codes of the part's. */
final class TextSink implements ValueSink {
  private final TextOutput output;
  private final Scratch scratch;
  private byte[] bytes = new byte[0];
  private int[] starts = new int[0];
  private int[] sizes = starts;
  private int[] map = starts;
  private boolean mapHasEmpty;
  private long firstRow;

  TextSink(TextOutput output, Scratch scratch) {
    this.output = output;
    this.scratch = scratch;
  }

  @Override
  public void begin(long row) {
    firstRow = row;
    output.begin();
  }

  @Override
  public void dictionary(byte[] source, int end, int count) {
    bytes = source;
    starts = new int[count];
    sizes = new int[count];
    PageValues.plainTexts(source, 0, end, count, starts, sizes);
    if (!output.isPlain()) {
      map = output.map(source, starts, sizes);
      mapHasEmpty = false;
      for (int code : map) {
        mapHasEmpty |= code < 0;
      }
    }
  }

  @Override
  public void values(PageValues page, int from, int count, int found) {
    if (!page.isCoded()) {
      output.texts(page, from, count, found);
      return;
    }
    page.codes(scratch.codes, 0, found);
    if (!output.isPlain()) {
      output.codes(map, from, count, found, mapHasEmpty);
      return;
    }
    for (int i = 0; i < found; i++) {
      int code = scratch.codes[i];
      scratch.starts[i] = starts[code];
      scratch.sizes[i] = sizes[code];
    }
    output.texts(bytes, from, count, found);
  }

  @Override
  public FieldVector finish(int count) {
    return output.finish(count, firstRow);
  }

  @Override
  public @Nullable VarCharVector dictionary() {
    return output.dictionary();
  }

  @Override
  public void close() {
    output.close();
  }
}
