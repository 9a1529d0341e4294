package io.plimsoll.api.plugin;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a plug-in asks of an organisation and what it was given.
 *
 * @param plugin its name
 * @param kind the simple name of its interface
 * @param needs what it cannot work without; what its kind is for is among them
 * @param uses what it works better with
 * @param granted what it is given now
 */
public record PluginGrants(String plugin, String kind, Set<Grant> needs, Set<Grant> uses, Set<Grant> granted) {
  /** Keeps its own copies in the order of the grants. */
  public PluginGrants {
    needs = ordered(needs);
    uses = ordered(uses);
    granted = ordered(granted);
  }

  /** What it needs and was not given; it is called only when this is empty. */
  public Set<Grant> missing() {
    EnumSet<Grant> missing = EnumSet.noneOf(Grant.class);
    missing.addAll(needs);
    missing.removeAll(granted);
    return Collections.unmodifiableSet(missing);
  }

  private static Set<Grant> ordered(Set<Grant> grants) {
    EnumSet<Grant> copy = EnumSet.noneOf(Grant.class);
    copy.addAll(grants);
    return Collections.unmodifiableSet(copy);
  }
}
