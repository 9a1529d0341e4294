package io.plimsoll.api;

import org.jspecify.annotations.Nullable;

/**
 * A plug-in, or a bundle that could not become one.
 *
 * @param name the plug-in's name; the file name of a refused bundle
 * @param kind the simple name of its interface; empty for a refused bundle
 * @param version the version of its bundle
 * @param bundle the file it came from; the class of a plug-in that the embedder handed over
 * @param problem why it is not active, or {@code null}
 * @param calls calls made into it
 * @param failures calls that failed
 */
public record PluginStatus(
    String name,
    String kind,
    String version,
    String bundle,
    State state,
    @Nullable String problem,
    long calls,
    long failures) {

  /** Where a plug-in stands. */
  public enum State {
    /** It can be called. */
    ACTIVE,
    /** Its bundle was not accepted. */
    REJECTED,
    /** It rests after failures and is tried again. */
    RESTING,
    /** It has stuck threads and is not called until the host starts again. */
    QUARANTINED
  }
}
