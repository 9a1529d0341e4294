package io.plimsoll.cli;

import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginGrants;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decisions about one plug-in that needs network and uses tags. */
final class FakeChoices implements PluginChoices {
  final List<String> acts = new ArrayList<>();
  final TreeMap<String, String> settings = new TreeMap<>();
  private final EnumSet<Grant> granted = EnumSet.of(Grant.COSTS);

  @Override
  public List<PluginGrants> grants(String plugin) {
    return List.of(
        new PluginGrants(
            plugin, "AnomalyDetector", EnumSet.of(Grant.COSTS, Grant.NETWORK), EnumSet.of(Grant.TAGS), granted));
  }

  @Override
  public List<PluginGrants> grant(String plugin, Set<Grant> grants) {
    acts.add("grant " + plugin + " " + grants);
    granted.addAll(grants);
    return grants(plugin);
  }

  @Override
  public List<PluginGrants> revoke(String plugin, Set<Grant> grants) {
    acts.add("revoke " + plugin + " " + grants);
    granted.removeAll(grants);
    return grants(plugin);
  }

  @Override
  public Map<String, String> settings(String plugin) {
    return settings;
  }

  @Override
  public Map<String, String> set(String plugin, Map<String, String> changes) {
    acts.add("set " + plugin + " " + changes);
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return settings;
  }
}
