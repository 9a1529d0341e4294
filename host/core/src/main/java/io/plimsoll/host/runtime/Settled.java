package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.plugin.SecretSource;
import java.util.HashMap;
import java.util.Map;

/** A plug-in as one organisation set it up. No record: its text would show secrets. */
final class Settled {
  private final Map<String, String> settings;
  private final Map<String, String> secrets;
  private final Object object;

  /**
   * @param secrets what the references among the settings read as, by name
   */
  Settled(Map<String, String> settings, Map<String, String> secrets, Object object) {
    this.settings = Map.copyOf(settings);
    this.secrets = Map.copyOf(secrets);
    this.object = object;
  }

  /** What the references among these settings read as now; those that cannot be read are left out. */
  static Map<String, String> read(Map<String, String> settings, SecretSource secrets) {
    Map<String, String> read = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (PluginSettings.isReference(value)) {
            try {
              read.put(name, secrets.secret(value.strip()));
            } catch (PlimsollException e) {
              // The plug-in's own validation reports it, if it asks for this setting at all.
              read.remove(name);
            }
          }
        });
    return read;
  }

  boolean isFor(Map<String, String> otherSettings, Map<String, String> otherSecrets) {
    return settings.equals(otherSettings) && secrets.equals(otherSecrets);
  }

  Object object() {
    return object;
  }
}
