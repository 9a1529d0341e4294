package io.plimsoll.api.notice;

import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** A way to the people of one channel. Thread-safe; closed by the host. */
@ConsumerType
public interface OpenChannel extends AutoCloseable {
  /**
   * Makes one try, and returns within half a minute. What went wrong is answered; what is thrown counts as something
   * that may pass. The same notice may come again when the host was stopped before it knew the answer, so its id goes
   * with it.
   *
   * @param at the time of this try, for signatures and dates
   */
  Delivery deliver(Notice notice, Instant at);

  @Override
  void close();
}
