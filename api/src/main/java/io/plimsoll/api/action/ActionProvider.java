package io.plimsoll.api.action;

import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes at the places of some kind. It decides nothing: it says what would be sent, and sends that when the host,
 * which knows who approved what, asks for it. Called from several threads.
 */
@ConsumerType
public interface ActionProvider {
  /** What can be asked of it, in lower-case letters and hyphens, such as {@code create}. Never empty; does not change. */
  Set<String> kinds();

  /** Whether it knows places of this kind. */
  boolean serves(URI store);

  /**
   * Opens what writes for one connection. Sends nothing yet.
   *
   * @param settings what the connection was given with {@code action.*}, and, where they are not among these, its {@code
   *     store.endpoint}, {@code credential.authority} and {@code access.arm} as {@code endpoint}, {@code authority} and
   *     {@code arm}; read and validated here
   * @param credential stays the host's, which closes it after the target
   */
  ActionTarget open(URI store, PluginSettings settings, Credential credential);
}
