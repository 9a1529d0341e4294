package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import java.util.Map;

/** Plug-ins by kind and name, as one caller may use them. Thread-safe. */
public interface PluginLookup {
  /**
   * The plug-in of this kind and name. Its constructor runs when it is asked for first. Each call goes to the newest
   * version at that time; a call that is given an object of another version goes to that one.
   *
   * @param kind an interface of the API; a plug-in of a narrower kind is found too
   * @throws PlimsollException {@code PLUGIN_MISSING} naming those there are
   * @throws io.plimsoll.api.plugin.PluginException when it cannot be constructed
   */
  <T> T find(Class<T> kind, String name);

  /** The plug-ins of this kind that may be used, by name; one that cannot be constructed fails when it is called. */
  <T> Map<String, T> all(Class<T> kind);

  /** The plug-ins of this kind that this caller may not use, by name, each with the reason and the way out. */
  Map<String, PlimsollException> withheld(Class<?> kind);

  /** Whether an object that a plug-in handed out is of the version that new calls go to. */
  boolean isCurrent(Object handedOut);
}
