package io.plimsoll.api.export;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** A stream of batches. Belongs to one thread at a time. */
@ConsumerType
public interface Batches extends AutoCloseable {
  /**
   * Reads the next batch; the one before is no longer valid.
   *
   * @return {@code null} when there are no more rows
   * @throws io.plimsoll.api.PlimsollException {@code INPUT_INVALID} naming part, row and column when a
   *     value cannot be read; {@code INPUT_INCOMPLETE} when the part ends early
   */
  @Nullable Batch next();

  @Override
  void close();
}
