package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.PluginSettings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lets people sign in where they already have an account: at the identity provider of their organisation. What it
 * proves is who somebody is to that provider; the host decides whether that is a person it knows. Called from several
 * threads.
 */
@ConsumerType
public interface SignIn {
  /** The setting under which the secret comes that the host proves itself to the provider with. */
  String SECRET = "client-secret";

  /**
   * The setting, {@code true} or {@code false}, that lets a provider lie within the host's own network or on the machine
   * itself. Only an operator of the host sets it, so that nobody else reaches that network through a host.
   */
  String PRIVATE_NETWORK = "private-network";

  /**
   * Opens the way to one organisation's provider. Reads and validates the settings; asks nobody yet.
   *
   * @param settings what the organisation was given, and its sealed secret under {@link #SECRET}
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem of the settings
   */
  OpenSignIn open(PluginSettings settings);
}
