package io.plimsoll.api.engine;

import io.plimsoll.api.export.Batches;
import io.plimsoll.api.focus.FocusType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.osgi.annotation.versioning.ProviderType;

/** A table as the host hands it to a {@link SqlEngine}. */
@ProviderType
public interface SqlTable {
  /** Its name in the statement. */
  String name();

  /** Its columns. */
  List<Column> columns();

  /** Pieces that can be read at the same time; together all rows. */
  List<Split> splits();

  /**
   * A column.
   *
   * @param scale fraction digits of a DECIMAL column of 38 digits; 0 otherwise
   */
  record Column(String name, FocusType type, int scale) {}

  /** A piece of the table. */
  @ProviderType
  interface Split {
    /**
     * Reads rows of these columns, each a vector of the column's type; the caller closes the batches.
     *
     * @param columns names among {@link SqlTable#columns()}, in the order wanted
     */
    Batches open(List<String> columns, BufferAllocator allocator);

    /** The same piece as a Parquet file the engine may read by itself. */
    default Optional<LocalParquet> parquet() {
      return Optional.empty();
    }
  }

  /**
   * A Parquet file of this machine.
   *
   * @param sources by column of the table, the column of the file; a column without an entry is null in all
   *     rows
   */
  record LocalParquet(Path file, Map<String, String> sources) {}
}
