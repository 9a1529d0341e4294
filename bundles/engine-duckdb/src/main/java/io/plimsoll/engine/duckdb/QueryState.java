package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the threads of one statement tell each other: that it is cancelled, or why it failed. */
final class QueryState {
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean cancelled;

  /** Asks every thread to stop at its next batch. */
  void cancel() {
    cancelled = true;
  }

  /** Ends a thread of a cancelled statement. */
  void check() {
    if (cancelled) {
      throw cancelled(null);
    }
  }

  /** What a cancelled statement ends with. */
  static PlimsollException cancelled(@Nullable Throwable cause) {
    return new PlimsollException(ErrorCode.CANCELLED, "The statement was cancelled.", "Ask again.", cause);
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Keeps the first failure. */
  void failed(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  /** Whether the statement is cancelled or has failed, so that the reason of its end is known. */
  boolean isOver() {
    return cancelled || failure.get() != null;
  }

  /** The first failure of a thread that read, or {@code null}. */
  @Nullable Throwable failure() {
    return failure.get();
  }
}
