package io.plimsoll.api.notice;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named place that notices go to.
 *
 * @param notifier the plug-in that brings them there
 * @param settings of the plug-in for this channel; secrets as references
 * @param enabled whether rules send to it
 */
public record NoticeChannel(String name, String notifier, Map<String, String> settings, boolean enabled) {
  /** Keeps its own ordered copy. */
  public NoticeChannel {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** Names only: a value that was set by mistake may be a secret. */
  @Override
  public String toString() {
    return "channel " + name + " of " + notifier + " with " + settings.keySet();
  }
}
