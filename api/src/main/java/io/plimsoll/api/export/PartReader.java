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

  /** What was read up to now. */
  PartReport report();
}
