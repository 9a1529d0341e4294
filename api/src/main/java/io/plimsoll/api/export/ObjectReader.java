package io.plimsoll.api.export;

import org.osgi.annotation.versioning.ConsumerType;

/** Ranged reads of one object, bound to its etag. Safe for use by several threads. */
@ConsumerType
public interface ObjectReader extends AutoCloseable {
  /** The object's size in bytes. */
  long size();

  /**
   * Reads bytes from a position.
   *
   * @return how many bytes were read, at least 1 and less than asked for only at the end; -1 at or
   *     behind the end
   * @throws io.plimsoll.api.PlimsollException {@code INPUT_CHANGED} when the object is another one now
   */
  int read(long position, byte[] target, int offset, int length);

  @Override
  void close();
}
