package io.plimsoll.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A plug-in of an accepted bundle; each version is one of its own.
 *
 * @param name the plug-in's name
 * @param kind the simple name of its interface
 * @param version the version of its bundle
 * @param bundle the file it came from; the class of a plug-in that the embedder handed over
 * @param problem why it is not active, or {@code null}
 * @param calls calls made into it
 * @param failures calls that failed
 * @param p95 the time that 95 of 100 calls stayed below, at most a quarter too long; zero before the first call
 * @param memory bytes off the heap that it holds now
 */
public record PluginStatus(
    String name,
    String kind,
    String version,
    String bundle,
    State state,
    @Nullable String problem,
    long calls,
    long failures,
    Duration p95,
    long memory) {

  /** One whose times and memory are not known. */
  public PluginStatus(
      String name,
      String kind,
      String version,
      String bundle,
      State state,
      @Nullable String problem,
      long calls,
      long failures) {
    this(name, kind, version, bundle, state, problem, calls, failures, Duration.ZERO, 0);
  }

  /** Where a plug-in stands. */
  public enum State {
    /** It can be called. */
    ACTIVE,
    /** It rests after failures and is tried again. */
    RESTING,
    /** It has stuck threads and is not called until the host starts again. */
    QUARANTINED,
    /** Its bundle was replaced or removed; what is under way ends on it, then it is unloaded. */
    ENDING
  }
}
