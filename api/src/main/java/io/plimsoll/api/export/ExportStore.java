package io.plimsoll.api.export;

import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Reaches places of one kind where exports lie. Only ever reads. Called from several threads. */
@ConsumerType
public interface ExportStore {
  /** The URI schemes it serves, lower case, such as {@code file}. */
  Set<String> schemes();

  /**
   * Opens the place a connection names.
   *
   * @param location an absolute URI of one of {@link #schemes()}
   * @param settings what the connection was given with {@code store.*}; read and validated here
   * @return a place that the caller closes
   */
  ExportLocation open(URI location, PluginSettings settings, Credential credential);
}
