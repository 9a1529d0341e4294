package io.plimsoll.api.engine;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** Writes a table to a file of an open format, for people who leave with their data. Thread-safe. */
@ConsumerType
public interface TableWriter {
  /** The format, such as {@code parquet}; also the file's extension. */
  String format();

  /**
   * Writes every row and column of a table to a new file.
   *
   * @return how many rows were written
   */
  long write(SqlTable table, Path file);
}
