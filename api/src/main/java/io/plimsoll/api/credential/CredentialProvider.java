package io.plimsoll.api.credential;

import io.plimsoll.api.plugin.PluginSettings;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens the credential of one connection. Called from several threads. */
@ConsumerType
public interface CredentialProvider {
  /** The setting under which the secret of a connection comes. */
  String SECRET = "secret";

  /**
   * Opens a credential for one run.
   *
   * @param settings what the connection was given with {@code credential.*}, and its sealed secret under {@link
   *     #SECRET}; read and validated here
   * @return a credential that the caller closes
   */
  Credential open(PluginSettings settings);
}
