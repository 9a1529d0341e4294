package io.plimsoll.console.page;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.LockedBundle;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.plugin.PluginGrants;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.RetentionReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who answers for security asks of a system, read from the system that runs.
 *
 * @param at when it was read
 * @param connections the places that may be read
 * @param reads what was read of each place
 * @param grants what plug-ins may have of this organisation
 * @param bundles every jar with the digest of its bytes
 * @param sealed the connections that have a sealed secret
 * @param lock what the operator's lock says of them, in words
 * @param windows how long each class of data is kept
 * @param purged the last removal of what was older; {@code null} when there was none yet
 * @param verified the last check of the audit chain; {@code null} when there was none yet
 * @param readers who looked at costs, and how often
 */
public record TrustView(
    OrganisationProfile profile,
    Instant at,
    List<Connection> connections,
    List<Read> reads,
    List<PluginGrants> grants,
    List<BundleStatus> bundles,
    List<String> sealed,
    String lock,
    RetentionReport windows,
    @Nullable AuditEntry purged,
    @Nullable AuditEntry verified,
    Map<String, Long> readers,
    long entries) {
  private static final Set<String> LOOKS = Set.of("costs.asked", "sql.asked", "organisation.exported");

  /** What was read of a place: how often something was published from it, rows and bytes, and when last. */
  public record Read(String connection, long published, long rows, long bytes, Instant last) {
    Read plus(AuditEvent event) {
      Map<String, String> details = event.details();
      return new Read(connection, published + 1, rows + number(details.get("rows")), bytes + number(details.get("bytes")), event.time());
    }

    private static long number(@Nullable String text) {
      return text == null ? 0 : Long.parseLong(text);
    }
  }

  static TrustView of(Plimsoll plimsoll, Organisation organisation, Caller visitor) {
    List<AuditEntry> audit = organisation.audit();
    Map<String, Read> reads = new TreeMap<>();
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
          reads.merge(connection, new Read(connection, 0, 0, 0, event.time()).plus(event), (known, one) -> known.plus(event));
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
    return new TrustView(
        organisation.profile(), plimsoll.clock().instant(), organisation.connections(), List.copyOf(reads.values()),
        grants(plimsoll, organisation), plimsoll.bundles().list(), sealed(organisation), lock(plimsoll, visitor), organisation.applyRetention(true), purged, verified,
        readers, audit.size());
  }

  private static List<PluginGrants> grants(Plimsoll plimsoll, Organisation organisation) {
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

  private static String lock(Plimsoll plimsoll, Caller visitor) {
    try {
      BundleLock lock = plimsoll.bundles().verify(visitor);
      long differ = lock.bundles().stream().filter(b -> b.state() != LockedBundle.State.LOCKED).count();
      return differ == 0
          ? "Every bundle is the one in the operator's signed lock."
          : Show.count(differ, "bundle differs", "bundles differ") + " from the operator's signed lock.";
    } catch (PlimsollException e) {
      return e.code() == ErrorCode.NOT_FOUND
          ? "There is no lock of bundles: whatever lies in the folders of bundles runs. Write one with 'plimsoll plugins lock'."
          : e.getMessage();
    }
  }
}
