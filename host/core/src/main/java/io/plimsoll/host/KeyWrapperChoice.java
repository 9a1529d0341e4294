package io.plimsoll.host;

import java.util.Map;

/**
 * The plug-in that wraps data keys.
 *
 * @param settings of the plug-in, secrets as references
 */
record KeyWrapperChoice(String name, Map<String, String> settings) {
  /** Keeps its own copy. */
  KeyWrapperChoice {
    settings = Map.copyOf(settings);
  }
}
