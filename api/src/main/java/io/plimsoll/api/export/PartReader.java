package io.plimsoll.api.export;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads one part, batch by batch, only the columns asked for.
 *
 * <pre>{@code
 * try (PartReader part = reader.open(name, bytes, "csv.gz")) {
 *   part.project(List.of(new ColumnRead("BilledCost", "BilledCost", DECIMAL)), allocator);
 *   for (Batch batch = part.next(); batch != null; batch = part.next()) {
 *     use(batch);
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface PartReader extends Batches {
  /** The columns of the part in their order; empty for a part without even a header. */
  List<PartColumn> columns();

  /**
   * Says which columns to read. Called once, before {@link #next()}; an empty list reads rows without
   * columns.
   *
   * @param allocator where batches live; stays the caller's
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} for a column the part does not have
   */
  void project(List<ColumnRead> columns, BufferAllocator allocator);

  /**
   * As {@link #project(List, BufferAllocator)}, and goes on with the dictionaries of a part read before: their values
   * keep their codes, so that who follows a dictionary need not look at the same values once for each part. Without
   * it, and for columns that the part before does not have, dictionaries are new.
   *
   * <p>A reader need not do so, and should not with a dictionary that has grown large.
   *
   * @param before another part of this reader, on the same thread, with the same allocator; its last batch is not
   *     used any more. Dictionaries that are gone on with are no longer closed with it
   */
  default void project(List<ColumnRead> columns, BufferAllocator allocator, PartReader before) {
    project(columns, allocator);
  }

  /** What was read up to now. */
  PartReport report();
}
