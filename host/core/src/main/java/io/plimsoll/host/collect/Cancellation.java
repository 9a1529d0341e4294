package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;

/** Tells the threads of one piece of work to stop at the next batch. */
public final class Cancellation {
  private volatile boolean cancelled;

  /** Asks them to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** @throws PlimsollException {@code CANCELLED} once it was asked for */
  public void check() {
    if (cancelled) {
      throw new PlimsollException(
          ErrorCode.CANCELLED, "The work was cancelled; nothing half-done is shown.", "Start it again when you like.");
    }
  }
}
