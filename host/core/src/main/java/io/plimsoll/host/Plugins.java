package io.plimsoll.host;

import io.plimsoll.api.PluginStatus;
import java.util.List;
import java.util.Map;

/** The plug-ins of a host, each behind its guard. */
public interface Plugins extends AutoCloseable {
  /**
   * The plug-in of this kind and name.
   *
   * @throws io.plimsoll.api.PlimsollException {@code PLUGIN_MISSING} naming those there are
   */
  <T> T find(Class<T> kind, String name);

  /** Every plug-in of a kind, by name. */
  <T> Map<String, T> all(Class<T> kind);

  /** Every plug-in and every bundle refused. */
  List<PluginStatus> statuses();

  @Override
  void close();
}
