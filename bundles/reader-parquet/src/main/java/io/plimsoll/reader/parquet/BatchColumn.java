package io.plimsoll.reader.parquet;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** A column that fills one vector, batch by batch. */
interface BatchColumn extends AutoCloseable {
  /** Starts a row group; the inputs answered are not fetched yet. */
  List<ChunkInput> open(Footer.RowGroup group);

  /**
   * Reads the next rows of the row group.
   *
   * @param firstRow the number of the first in the part, counted from 1
   */
  FieldVector read(int count, long firstRow);

  /** What the codes of the last vector point to, or {@code null} when it holds no codes. */
  @Nullable VarCharVector dictionary();

  @Override
  void close();
}
