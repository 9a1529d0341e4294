package io.plimsoll.api.access;

import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds out by harmless calls what a credential may do at a place and where the place lies. Changes nothing there.
 * Called from several threads.
 */
@ConsumerType
public interface AccessProbe {
  /** Whether it knows places of this kind. */
  boolean serves(URI store);

  /**
   * The region a place lies in, as whoever runs it says.
   *
   * @param settings what the connection was given with {@code access.*} and {@code store.endpoint}; read and
   *     validated here
   * @return its name without blanks, in lower case; empty when the credential may not ask
   */
  Optional<String> region(URI store, PluginSettings settings, Credential credential);

  /** What is needed, there, and too much. Never empty; what could not be found out is a finding too. */
  List<AccessFinding> probe(URI store, PluginSettings settings, Credential credential);
}
