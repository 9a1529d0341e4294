package io.plimsoll.console.trust;

import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.plugin.PluginGrants;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.RetentionReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
public record TrustReport(
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
}
