package io.plimsoll.api.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A single sign-on as it is set up.
 *
 * @param provider the name of the plug-in
 * @param settings by name, without the secret
 * @param secret whether a secret is sealed
 */
public record SingleSignOnSettings(
    String organisation, String provider, Map<String, String> settings, boolean secret, Instant changedAt) {
  /** Keeps its own ordered copy. */
  public SingleSignOnSettings {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
