package io.plimsoll.reader.parquet;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Turns the values of a column's pages into vectors. */
interface ValueSink extends PageReader.DictionaryTarget, AutoCloseable {
  /**
   * Starts a batch.
   *
   * @param firstRow the number of its first row in the part, counted from 1
   */
  void begin(long firstRow);

  /**
   * Takes the values of a stretch of rows.
   *
   * @param from the stretch's first row within the batch
   * @param count its rows
   * @param found how many have a value; {@link Scratch#rowsWith} says which
   */
  void values(PageValues page, int from, int count, int found);

  /** Ends the batch. */
  FieldVector finish(int count);

  /** What the codes of the last vector point to. */
  default @Nullable VarCharVector dictionary() {
    return null;
  }

  @Override
  void close();
}
