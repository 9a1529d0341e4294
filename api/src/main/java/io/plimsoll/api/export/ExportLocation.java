package io.plimsoll.api.export;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** One place where exports lie. Safe for use by several threads. */
@ConsumerType
public interface ExportLocation extends AutoCloseable {
  /**
   * Lists the objects of the place, in folders of any depth, ordered by path.
   *
   * @param continuation {@code null} for the first page, then {@link ObjectPage#next()}
   */
  ObjectPage list(@Nullable String continuation);

  /**
   * Opens an object for ranged reads. Once the object is no longer the one that was listed, a read fails with {@code
   * INPUT_CHANGED} or gives bytes that were fetched while it was; never those of another object.
   */
  ObjectReader open(StoredObject object);

  @Override
  void close();
}
