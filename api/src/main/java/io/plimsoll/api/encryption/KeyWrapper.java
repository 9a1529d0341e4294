package io.plimsoll.api.encryption;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.PluginSettings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wraps the data keys of organisations with a key that never comes to the host, such as one in a vault. Without one, a
 * host wraps them with a key in its operator's file. Called from several threads.
 */
@ConsumerType
public interface KeyWrapper {
  /**
   * Opens the way to the wrapping key. Reads and validates the settings; asks nobody yet.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem of the settings
   */
  OpenKeyWrapper open(PluginSettings settings);
}
