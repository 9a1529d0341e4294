package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginGrants;
import io.plimsoll.api.plugin.SecretSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins as one organisation uses them: those it granted what they need, each with the organisation's
 * settings. Thread-safe.
 *
 * <p>Decisions are looked up anew for each call, so a change holds from the next one on, also for whoever found a
 * plug-in before. A call of one that lacks a grant throws {@code REFUSED} with the command that grants it.
 */
public final class OrganisationPlugins implements PluginLookup {
  private final PluginView view;
  private final String organisation;
  private final Supplier<PluginTerms> terms;
  private final SecretSource secrets;

  /**
   * @param pins the versions the organisation is held to
   * @param terms what the organisation decided up to now; asked often
   */
  public OrganisationPlugins(
      PluginRuntime runtime,
      String organisation,
      PluginPins pins,
      Supplier<PluginTerms> terms,
      SecretSource secrets) {
    this.view = runtime.view(pins, new Terms());
    this.organisation = organisation;
    this.terms = terms;
    this.secrets = secrets;
  }

  @Override
  public <T> T find(Class<T> kind, String name) {
    return view.find(kind, name);
  }

  @Override
  public <T> Map<String, T> all(Class<T> kind) {
    return view.all(kind);
  }

  @Override
  public Map<String, PlimsollException> withheld(Class<?> kind) {
    return view.withheld(kind);
  }

  @Override
  public boolean isCurrent(Object handedOut) {
    return view.isCurrent(handedOut);
  }

  /** Stands for the version that a call would go to now with its settings and grants; equal as long as none changed. */
  public Object asCalled(Class<?> kind, String name) {
    LoadedPlugin plugin = view.picked(kind, name);
    PluginTerms now = terms.get();
    return List.of(
        plugin.id(), System.identityHashCode(plugin), now.settingsOf(name), plugin.needs().granted(now.grantsOf(name)));
  }

  /** What the plug-in of this kind and name was given. */
  public Set<Grant> granted(Class<?> kind, String name) {
    LoadedPlugin plugin = view.picked(kind, name);
    return plugin.needs().granted(terms.get().grantsOf(name));
  }

  /**
   * What the plug-ins of this name ask for and have, one entry a kind.
   *
   * @throws PlimsollException {@code NOT_FOUND} when there is none
   */
  public List<PluginGrants> grants(String name) {
    Map<Grant, Boolean> decided = terms.get().grantsOf(name);
    return named(name).stream()
        .map(
            p ->
                new PluginGrants(
                    name, p.id().kind(), p.needs().needs(), p.needs().uses(), p.needs().granted(decided)))
        .toList();
  }

  /**
   * Whether the plug-ins of this name would work with these settings.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem, {@code NOT_FOUND} when there is none
   */
  public void check(String name, Map<String, String> settings) {
    boolean takesSettings = false;
    for (LoadedPlugin plugin : named(name)) {
      if (!plugin.enter()) {
        // Replaced this very moment: it is the new version's to say.
        check(name, settings);
        return;
      }
      try {
        if (plugin.isConfigurable()) {
          plugin.configure(organisation, settings, secrets);
          takesSettings = true;
        }
      } finally {
        plugin.leave();
      }
    }
    if (!takesSettings && !settings.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "Plug-in " + name + " has no settings.", "See the plug-in's own description.");
    }
  }

  private List<LoadedPlugin> named(String name) {
    List<LoadedPlugin> named = view.named(name);
    if (named.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no plug-in named " + name + ".", "See those there are with: plimsoll plugins.");
    }
    return named;
  }

  private Set<Grant> missing(LoadedPlugin plugin) {
    PluginNeeds needs = plugin.needs();
    return needs.needs().stream()
        .filter(grant -> !needs.granted(terms.get().grantsOf(plugin.id().name())).contains(grant))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The organisation as the one who calls. */
  private final class Terms implements PluginCaller {
    @Override
    public String organisation() {
      return organisation;
    }

    @Override
    public @Nullable PlimsollException refusal(LoadedPlugin plugin) {
      Set<Grant> missing = missing(plugin);
      return missing.isEmpty() ? null : notGranted(plugin.id(), missing);
    }

    @Override
    public Object target(LoadedPlugin plugin) {
      PlimsollException refusal = refusal(plugin);
      if (refusal != null) {
        throw refusal;
      }
      return settled(plugin);
    }
  }

  private PlimsollException notGranted(PluginId plugin, Set<Grant> missing) {
    return plugin.exception(
        ErrorCode.REFUSED,
        "is not called for " + organisation + ", which did not grant it " + words(missing, " and "),
        "Grant it: plimsoll plugins grant " + organisation + " " + plugin.name() + " " + words(missing, " ") + ".",
        null);
  }

  /** The plug-in's own object, set up. */
  private Object settled(LoadedPlugin plugin) {
    Map<String, String> settings = terms.get().settingsOf(plugin.id().name());
    try {
      return plugin.settled(organisation, settings, secrets);
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.INVALID_REQUEST) {
        throw e;
      }
      throw plugin.id().exception(
          ErrorCode.INVALID_REQUEST,
          "cannot be called for " + organisation + ": " + withoutStop(e.getMessage()),
          "Set it right: plimsoll plugins set " + organisation + " " + plugin.id().name() + " NAME=VALUE. " + e.advice(),
          e);
    }
  }

  private static String withoutStop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  /** Grants as the command line spells them. */
  private static String words(Set<Grant> grants, String between) {
    return grants.stream().map(g -> g.name().toLowerCase(Locale.ROOT).replace('_', '-')).collect(Collectors.joining(between));
  }
}
