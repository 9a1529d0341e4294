package io.plimsoll.host.runtime;

import io.plimsoll.api.plugin.Grant;
import java.util.Map;

/**
 * What one organisation decided about plug-ins, by their names. Not decided means the default.
 *
 * @param grants for each grant decided on, whether it is given
 * @param settings as they were set, secrets as references
 */
public record PluginTerms(Map<String, Map<Grant, Boolean>> grants, Map<String, Map<String, String>> settings) {
  /** Nothing decided. */
  public static final PluginTerms NONE = new PluginTerms(Map.of(), Map.of());

  /** Keeps its own copies. */
  public PluginTerms {
    grants = Map.copyOf(grants);
    settings = Map.copyOf(settings);
  }

  Map<Grant, Boolean> grantsOf(String plugin) {
    return grants.getOrDefault(plugin, Map.of());
  }

  Map<String, String> settingsOf(String plugin) {
    return settings.getOrDefault(plugin, Map.of());
  }

  /** Names only: a value that was set by mistake may be a secret. */
  @Override
  public String toString() {
    return "terms for " + grants.keySet() + " and " + settings.keySet();
  }
}
