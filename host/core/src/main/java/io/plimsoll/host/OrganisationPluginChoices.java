package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginGrants;
import io.plimsoll.host.state.PluginDecisions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** One caller's decisions for one organisation: each is recorded, then made. Values of settings are never recorded. */
final class OrganisationPluginChoices implements PluginChoices {
  private static final Pattern SETTING = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");
  private static final int LONGEST_VALUE = 4000;

  private final Supplier<OpenWorkspace> workspace;
  private final Caller caller;

  OrganisationPluginChoices(Supplier<OpenWorkspace> workspace, Caller caller) {
    this.workspace = workspace;
    this.caller = caller;
  }

  @Override
  public List<PluginGrants> grants(String plugin) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .answer(
            caller,
            "plugin.grants.listed",
            plugin,
            Map.of(),
            () -> {
              open.decisions().refresh();
              return open.plugins().grants(plugin);
            });
  }

  @Override
  public List<PluginGrants> grant(String plugin, Set<Grant> grants) {
    return decide("plugin.granted", plugin, grants, true);
  }

  @Override
  public List<PluginGrants> revoke(String plugin, Set<Grant> grants) {
    return decide("plugin.revoked", plugin, grants, false);
  }

  private List<PluginGrants> decide(String act, String plugin, Set<Grant> grants, boolean given) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .act(
            caller,
            act,
            plugin,
            Map.of("grants", String.join(",", grants.stream().sorted().map(Grant::name).toList())),
            () -> {
              requireAsked(plugin, grants, open.plugins().grants(plugin), given);
              open.decisions().decide(plugin, grants, given);
              return open.plugins().grants(plugin);
            });
  }

  /** A grant that a plug-in never asks for would be a mistake, most likely in the plug-in's name. */
  private static void requireAsked(String plugin, Set<Grant> grants, List<PluginGrants> known, boolean given) {
    EnumSet<Grant> asked = EnumSet.noneOf(Grant.class);
    known.forEach(
        k -> {
          asked.addAll(k.needs());
          asked.addAll(k.uses());
        });
    EnumSet<Grant> strange = EnumSet.noneOf(Grant.class);
    strange.addAll(grants);
    strange.removeAll(asked);
    if (given && !strange.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "Plug-in " + plugin + " does not ask for " + words(strange) + ".",
          asked.isEmpty() ? "There is nothing to grant it." : "It asks for " + words(asked) + ".");
    }
  }

  private static String words(Set<Grant> grants) {
    return String.join(" and ", grants.stream().map(g -> g.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')).toList());
  }

  @Override
  public Map<String, String> settings(String plugin) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .answer(
            caller,
            "plugin.settings.listed",
            plugin,
            Map.of(),
            () -> {
              open.plugins().grants(plugin);
              return inForce(open.decisions(), plugin);
            });
  }

  @Override
  public Map<String, String> set(String plugin, Map<String, String> changes) {
    OpenWorkspace open = workspace.get();
    Map<String, String> details = new HashMap<>();
    details.put("set", names(changes, false));
    details.put("removed", names(changes, true));
    return open.audit()
        .act(
            caller,
            "plugin.settings.changed",
            plugin,
            details,
            () -> {
              open.plugins().grants(plugin);
              requireStorable(changes);
              Map<String, String> settings = new TreeMap<>(inForce(open.decisions(), plugin));
              changes.forEach(
                  (name, value) -> {
                    if (value.isEmpty()) {
                      settings.remove(name);
                    } else {
                      settings.put(name, value);
                    }
                  });
              open.plugins().check(plugin, settings);
              open.decisions().settings(plugin, settings);
              return Collections.unmodifiableMap(settings);
            });
  }

  private static Map<String, String> inForce(PluginDecisions decisions, String plugin) {
    return Collections.unmodifiableMap(new TreeMap<>(decisions.refresh().settings().getOrDefault(plugin, Map.of())));
  }

  private static void requireStorable(Map<String, String> changes) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(changes)
        .forEach(
            (name, value) -> {
              if (!SETTING.matcher(name).matches()) {
                problems.add("'" + name + "' cannot name a setting");
              } else if (value.length() > LONGEST_VALUE) {
                problems.add(name + " has more than " + LONGEST_VALUE + " characters");
              }
            });
    if (!problems.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The settings are not valid: " + String.join("; ", problems) + ".",
          "Names have up to 100 letters, digits, dots, hyphens and underscores, a letter first.");
    }
  }

  private static String names(Map<String, String> changes, boolean removed) {
    TreeSet<String> names = new TreeSet<>();
    changes.forEach(
        (name, value) -> {
          if (value.isEmpty() == removed && SETTING.matcher(name).matches()) {
            names.add(name);
          }
        });
    return String.join(",", names);
  }
}
