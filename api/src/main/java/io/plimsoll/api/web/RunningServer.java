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
   * A link that makes the first person of the host, once, to be given to the operator and to nobody else; {@code null}
   * when there was somebody. Of several servers of one host, the link of the one that started last counts.
   */
  @Nullable URI oneTimeLink();

  /** Takes no new requests, gives those under way a few seconds, and ends every thread. Closing twice is fine. */
  @Override
  void close();
}
