package io.plimsoll.api.anomaly;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The calendar of what people know will be unusual. What is found on such days is suppressed. Thread-safe. */
@ProviderType
public interface PlannedEvents {
  /** All of them, by their first day. */
  List<PlannedEvent> list();

  /**
   * Enters an event. What is open and falls into it is suppressed at the next evaluation.
   *
   * @throws io.plimsoll.api.PlimsollException {@code ALREADY_EXISTS} when one has this name, {@code INVALID_REQUEST}
   *     for one without a name or days
   */
  PlannedEvent add(PlannedEvent event);

  /**
   * Takes an event out.
   *
   * @throws io.plimsoll.api.PlimsollException {@code NOT_FOUND} when there is none of this name
   */
  void remove(String name);
}
