package io.plimsoll.host.runtime;

import org.jspecify.annotations.Nullable;

/** The versions of plug-ins that somebody is held to. Thread-safe; asked at each call, so answers come from memory. */
@FunctionalInterface
public interface PluginPins {
  /** Whose pins these are, as messages name them. */
  default String whose() {
    return "the host";
  }

  /**
   * The versions of a plug-in that may be called, or {@code null} when any may.
   *
   * @param kind the simple name of its interface
   */
  @Nullable PluginRange of(String kind, String name);
}
