package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import org.jspecify.annotations.Nullable;

/** On whose behalf plug-ins are called. Thread-safe; asked at each call. */
interface PluginCaller {
  /** The host itself, which may use everything as it was made. */
  PluginCaller NOBODY =
      new PluginCaller() {
        @Override
        public @Nullable String organisation() {
          return null;
        }

        @Override
        public @Nullable PlimsollException refusal(LoadedPlugin plugin) {
          return null;
        }

        @Override
        public Object target(LoadedPlugin plugin) {
          return plugin.instance();
        }
      };

  /** The organisation, or {@code null} when it is no organisation's call. */
  @Nullable String organisation();

  /** Why this version of a plug-in may not be used, and the way out; {@code null} when it may. */
  @Nullable PlimsollException refusal(LoadedPlugin plugin);

  /**
   * The plug-in's own object as this caller set it up.
   *
   * @throws PlimsollException when it may not be used, or cannot be set up
   */
  Object target(LoadedPlugin plugin);
}
