package io.plimsoll.api.plugin;

import io.plimsoll.api.PlimsollException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one organisation decides about plug-ins. A decision holds from the next call on, without a restart, and is
 * recorded in the organisation's audit chain. Thread-safe.
 *
 * <p>A name stands for every plug-in that has it, of whatever kind and version. Each method throws {@link
 * PlimsollException} with {@code NOT_FOUND} when no plug-in has the name.
 */
@ProviderType
public interface PluginChoices {
  /** What the plug-ins of this name ask for and were given, one entry a kind. */
  List<PluginGrants> grants(String plugin);

  /** Gives a plug-in more. */
  List<PluginGrants> grant(String plugin, Set<Grant> grants);

  /** Takes from a plug-in what it was given, or what it had without being given it. */
  List<PluginGrants> revoke(String plugin, Set<Grant> grants);

  /** The settings of a plug-in by name, as they were set: a secret shows as its reference. */
  Map<String, String> settings(String plugin);

  /**
   * Changes settings of a plug-in; those not named stay. A value {@code env:NAME} or {@code file:PATH} is a
   * reference to a secret, read when the plug-in is called and never shown.
   *
   * @param changes by name; an empty value removes the setting
   * @return the settings in force now
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem, and nothing is changed
   */
  Map<String, String> set(String plugin, Map<String, String> changes);
}
