package io.plimsoll.host.runtime;

import io.plimsoll.api.access.AccessProbe;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.audit.AuditSink;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.encryption.KeyWrapper;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.region.RegionalBackend;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a plug-in asks of each organisation, by its manifest and its kind.
 *
 * @param needs what it cannot work without
 * @param uses what it works better with
 * @param byDefault what it has unless the organisation decides otherwise: what its kind is for, and for bundles that
 *     were brought with the program all it asks for
 */
record PluginNeeds(Set<Grant> needs, Set<Grant> uses, Set<Grant> byDefault) {
  private static final Set<Grant> EVERYTHING_READ = Set.of(Grant.COSTS, Grant.RESOURCE_NAMES, Grant.TAGS);

  /**
   * What a plug-in of such a kind cannot be without: nobody installs an engine that may not see costs. The host
   * cannot hand it less either, because rows of an export go through it whole.
   */
  private static final Map<Class<?>, Set<Grant>> BY_KIND =
      Map.ofEntries(
          Map.entry(AccessProbe.class, Set.of(Grant.CREDENTIALS, Grant.NETWORK)),
          Map.entry(ActionProvider.class, Set.of(Grant.CREDENTIALS, Grant.NETWORK)),
          Map.entry(AnomalyDetector.class, Set.of(Grant.COSTS)),
          Map.entry(AuditSink.class, Set.of()),
          Map.entry(CostEngine.class, EVERYTHING_READ),
          Map.entry(CredentialProvider.class, Set.of(Grant.CREDENTIALS)),
          Map.entry(ExportReader.class, EVERYTHING_READ),
          Map.entry(ExportStore.class, Set.of(Grant.CREDENTIALS, Grant.COSTS, Grant.RESOURCE_NAMES, Grant.TAGS)),
          Map.entry(KeyWrapper.class, Set.of(Grant.NETWORK)),
          Map.entry(Notifier.class, Set.of(Grant.COSTS)),
          Map.entry(RegionalBackend.class, EVERYTHING_READ),
          Map.entry(SignIn.class, Set.of(Grant.CREDENTIALS, Grant.NETWORK)),
          Map.entry(SqlEngine.class, EVERYTHING_READ),
          Map.entry(TableWriter.class, EVERYTHING_READ));

  /** Keeps its own copies. */
  PluginNeeds {
    needs = copy(needs);
    uses = copy(uses);
    byDefault = copy(byDefault);
  }

  /**
   * @param brought whether its bundle came with the program rather than being dropped in later
   */
  static PluginNeeds of(Class<?> kind, Set<Grant> needs, Set<Grant> uses, boolean brought) {
    Set<Grant> all = copy(Set.of());
    BY_KIND.forEach((known, grants) -> all.addAll(known.isAssignableFrom(kind) ? grants : Set.of()));
    Set<Grant> byDefault = copy(all);
    all.addAll(needs);
    if (brought) {
      byDefault.addAll(needs);
      byDefault.addAll(uses);
    }
    return new PluginNeeds(all, uses, byDefault);
  }

  /** What an organisation gives with these decisions of its own. */
  Set<Grant> granted(Map<Grant, Boolean> decided) {
    Set<Grant> granted = copy(byDefault);
    decided.forEach(
        (grant, given) -> {
          if (given) {
            granted.add(grant);
          } else {
            granted.remove(grant);
          }
        });
    return Collections.unmodifiableSet(granted);
  }

  private static Set<Grant> copy(Set<Grant> grants) {
    EnumSet<Grant> copy = EnumSet.noneOf(Grant.class);
    copy.addAll(grants);
    return copy;
  }
}
