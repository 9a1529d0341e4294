package io.plimsoll.host.action;

import java.time.Duration;

/** How time passes while a place wants to be left alone. */
@FunctionalInterface
public interface Pause {
  /** Waits on the thread that asks. */
  void waitFor(Duration time) throws InterruptedException;
}
