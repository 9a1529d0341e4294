package io.plimsoll.host.runtime;

import io.plimsoll.api.plugin.Grant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.wiring.BundleCapability;

/**
 * Grants as a manifest names them.
 *
 * @param unknown names that this API has no grant for, such as those of a later one
 */
record DeclaredGrants(Set<Grant> known, List<String> unknown) {
  static DeclaredGrants of(BundleCapability capability, String attribute) {
    Object value = capability.getAttributes().get(attribute);
    List<?> names = value instanceof List<?> list ? list : value instanceof String text ? List.of(text.split(",")) : List.of();
    EnumSet<Grant> known = EnumSet.noneOf(Grant.class);
    List<String> unknown = new ArrayList<>();
    for (Object each : names) {
      String name = String.valueOf(each).strip();
      try {
        known.add(Grant.valueOf(name));
      } catch (IllegalArgumentException e) {
        if (!name.isEmpty()) {
          unknown.add(name);
        }
      }
    }
    return new DeclaredGrants(known, unknown);
  }
}
