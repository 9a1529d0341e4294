package io.plimsoll.host.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something about a plug-in that an operator should find on record.
 *
 * @param organisation whose call brought it about; {@code null} when it was no organisation's
 * @param plugin its name
 * @param kind the simple name of its interface
 * @param file the file name of its bundle
 * @param reason in words, without any text of the plug-in's own from after its constructor, which may quote what it
 *     read
 */
public record PluginChange(
    Instant at,
    @Nullable String organisation,
    String plugin,
    String kind,
    String version,
    String file,
    State state,
    String reason) {

  /** What changed. */
  public enum State {
    /** It failed too often in a row and rests: its circuit is open. */
    OPEN,
    /** Its rest is over and one call tries it. */
    HALF_OPEN,
    /** The call that tried it ended well. */
    CLOSED,
    /** It has stuck threads and is not called any more. */
    QUARANTINED,
    /** It asked for more memory off the heap than it may hold. */
    LIMIT_REACHED,
    /** Something it answered was closed and kept memory off the heap. */
    LEAKED
  }
}
