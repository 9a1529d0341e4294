package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Batch;
import java.io.Closeable;
import java.io.IOException;

/** One part being written. Closing it ends the file. */
public interface PartFile extends Closeable {
  /** Writes all rows of the batch. */
  void write(Batch batch) throws IOException;
}
