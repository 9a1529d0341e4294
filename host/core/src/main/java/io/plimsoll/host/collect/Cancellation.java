package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.jspecify.annotations.Nullable;

/** Tells the threads of one piece of work to stop at the next batch. */
public final class Cancellation {
  private final @Nullable Cancellation whole;
  private volatile boolean cancelled;

  /** For a piece of work on its own. */
  public Cancellation() {
    this(null);
  }

  private Cancellation(@Nullable Cancellation whole) {
    this.whole = whole;
  }

  /** For a part of this work: cancelled with the whole, while cancelling the part leaves the rest alone. */
  public Cancellation ofPart() {
    return new Cancellation(this);
  }

  /** Asks them to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** @throws PlimsollException {@code CANCELLED} once it was asked for */
  public void check() {
    if (whole != null) {
      whole.check();
    }
    if (cancelled) {
      throw new PlimsollException(
          ErrorCode.CANCELLED, "The work was cancelled; nothing half-done is shown.", "Start it again when you like.");
    }
  }
}
