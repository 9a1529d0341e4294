package io.plimsoll.console.trust;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.LockedBundle;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.plugin.PluginGrants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what a customer's security people ask for from the system that runs, for the page and the API. Thread-safe. */
public final class Trust {
  private static final Set<String> LOOKS = Set.of("costs.asked", "sql.asked", "organisation.exported");

  private final Plimsoll plimsoll;

  /** @param plimsoll asked for what is the machine's and no organisation's: bundles, their lock, the plug-ins */
  public Trust(Plimsoll plimsoll) {
    this.plimsoll = plimsoll;
  }

  /**
   * The report of an organisation.
   *
   * @param organisation as an owner of it has it
   * @param visitor in whose name the lock is looked at
   */
  public TrustReport of(Organisation organisation, Caller visitor) {
    List<AuditEntry> audit = organisation.audit();
    Map<String, TrustReport.Read> reads = new TreeMap<>();
    Map<String, Long> readers = new TreeMap<>();
    AuditEntry purged = null;
    AuditEntry verified = null;
    for (AuditEntry entry : audit) {
      AuditEvent event = entry.event();
      if (event.outcome() != AuditEvent.Outcome.DONE) {
        continue;
      }
      switch (event.type()) {
        case "run.published" -> {
          String connection = event.subject().replaceFirst("/.*", "");
          reads.merge(connection, new TrustReport.Read(connection, 0, 0, 0, event.time()).plus(event), (known, one) -> known.plus(event));
        }
        case "retention.applied" -> purged = entry;
        case "audit.verified" -> verified = entry;
        default -> {
          if (LOOKS.contains(event.type())) {
            readers.merge(event.caller().user(), 1L, Long::sum);
          }
        }
      }
    }
    return new TrustReport(
        organisation.profile(), plimsoll.clock().instant(), organisation.connections(), List.copyOf(reads.values()),
        grants(organisation), plimsoll.bundles().list(), sealed(organisation), lock(visitor), organisation.applyRetention(true), purged,
        verified,
        readers, audit.size());
  }

  private List<PluginGrants> grants(Organisation organisation) {
    List<PluginGrants> grants = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    plimsoll.plugins().forEach(plugin -> names.add(plugin.name()));
    for (String name : names) {
      organisation.plugins().grants(name).stream().filter(g -> !g.granted().isEmpty()).forEach(grants::add);
    }
    return grants;
  }

  private static List<String> sealed(Organisation organisation) {
    return organisation.credentials().all().stream()
        .filter(status -> status.state() == CredentialStatus.State.SEALED)
        .map(CredentialStatus::connection)
        .toList();
  }

  private String lock(Caller visitor) {
    try {
      BundleLock lock = plimsoll.bundles().verify(visitor);
      long differ = lock.bundles().stream().filter(b -> b.state() != LockedBundle.State.LOCKED).count();
      return differ == 0
          ? "Every bundle is the one in the operator's signed lock."
          : (differ == 1 ? "1 bundle differs" : differ + " bundles differ") + " from the operator's signed lock.";
    } catch (PlimsollException e) {
      return e.code() == ErrorCode.NOT_FOUND
          ? "There is no lock of bundles: whatever lies in the folders of bundles runs. Write one with 'plimsoll plugins lock'."
          : e.getMessage();
    }
  }
}
