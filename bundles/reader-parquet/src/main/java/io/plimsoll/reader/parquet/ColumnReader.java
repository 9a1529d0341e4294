package io.plimsoll.reader.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Reads a column with one value a row: which rows have one from the levels, the values into a sink. */
final class ColumnReader implements BatchColumn {
  private final PageReader pages;
  private final ValueSink sink;
  private final Scratch scratch;

  ColumnReader(PageReader pages, ValueSink sink, Scratch scratch) {
    this.pages = pages;
    this.sink = sink;
    this.scratch = scratch;
  }

  @Override
  public List<ChunkInput> open(Footer.RowGroup group) {
    return List.of(pages.open(group));
  }

  @Override
  public FieldVector read(int count, long firstRow) {
    sink.begin(firstRow);
    for (int from = 0; from < count; ) {
      if (pages.left() == 0) {
        pages.nextPage();
      }
      int now = Math.min(count - from, pages.left());
      int found = now;
      if (pages.leaf().maxDefinition() == 0) {
        Arrays.fill(scratch.present, from, from + now, (byte) 1);
      } else {
        found = pages.definition().presence(scratch.present, from, now, scratch.rows);
      }
      sink.values(pages.values(), from, now, found);
      pages.take(now);
      from += now;
    }
    return sink.finish(count);
  }

  @Override
  public @Nullable VarCharVector dictionary() {
    return sink.dictionary();
  }

  @Override
  public void close() {
    pages.close();
    sink.close();
  }
}
