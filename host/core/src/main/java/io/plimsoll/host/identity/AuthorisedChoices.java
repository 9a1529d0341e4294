package io.plimsoll.host.identity;

import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginGrants;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decisions about plug-ins of an owner who signed in: all but references to secrets, because those lie in files and in
 * the environment of the host, which are the operator's.
 */
record AuthorisedChoices(PluginChoices behind, Refusals refusals) implements PluginChoices {
  @Override
  public List<PluginGrants> grants(String plugin) {
    return behind.grants(plugin);
  }

  @Override
  public List<PluginGrants> grant(String plugin, Set<Grant> grants) {
    return behind.grant(plugin, grants);
  }

  @Override
  public List<PluginGrants> revoke(String plugin, Set<Grant> grants) {
    return behind.revoke(plugin, grants);
  }

  @Override
  public Map<String, String> settings(String plugin) {
    return behind.settings(plugin);
  }

  @Override
  public Map<String, String> set(String plugin, Map<String, String> changes) {
    if (changes.values().stream().map(String::strip).anyMatch(v -> v.startsWith("env:") || v.startsWith("file:"))) {
      throw refusals.notAllowed(
          "plugin.settings.changed", plugin, "the operator of the host, since env: and file: name secrets of its machine");
    }
    return behind.set(plugin, changes);
  }
}
