package io.plimsoll.store.adls;

import io.plimsoll.api.export.ObjectPage;
import org.jspecify.annotations.Nullable;

/** One of the ways to list a folder with everything below it. */
interface Listing {
  /**
   * A page of objects, without folders.
   *
   * @param continuation what the page before named as next, or {@code null} for the first
   */
  ObjectPage page(@Nullable String continuation);
}
