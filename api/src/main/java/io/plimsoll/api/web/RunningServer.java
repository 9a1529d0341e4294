package io.plimsoll.api.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** A server that answers. Thread-safe. */
@ConsumerType
public interface RunningServer extends AutoCloseable {
  /** Where it is, with the port that was found and the path it is mounted under; ends with a slash. */
  URI address();

  /**
   * A link that lets its first visitor in, once, to be given to the operator and to nobody else; {@code null} when
   * nobody needs one.
   */
  @Nullable URI oneTimeLink();

  /** Takes no new requests, gives those under way a few seconds, and ends every thread. Closing twice is fine. */
  @Override
  void close();
}
