package io.plimsoll.api.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param next what asks for the page after this one, or {@code null} when it is the last
 */
public record ObjectPage(List<StoredObject> objects, @Nullable String next) {
  /** Keeps its own copy of the list. */
  public ObjectPage {
    objects = List.copyOf(objects);
  }
}
