package io.plimsoll.api.credential;

import io.plimsoll.api.plugin.PluginSettings;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens the credential of one connection. Called from several threads. */
@ConsumerType
public interface CredentialProvider {
  /**
   * Opens a credential for one run.
   *
   * @param settings what the connection was given with {@code credential.*}; read and validated here
   * @return a credential that the caller closes
   */
  Credential open(PluginSettings settings);
}
