package io.plimsoll.api.notice;

import io.plimsoll.api.plugin.PluginSettings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings notices to people: by mail, into a chat, to a ticket system. The host owns rules, retries and history; a
 * notifier makes one try and says what came of it.
 */
@ConsumerType
public interface Notifier {
  /**
   * Opens a channel with its settings, which are read and validated here. Sends nothing yet. Addresses that are
   * secrets, keys and passwords are read with {@link PluginSettings#secret}.
   *
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} with every problem of the settings
   */
  OpenChannel open(PluginSettings settings);
}
