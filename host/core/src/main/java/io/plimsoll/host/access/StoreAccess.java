package io.plimsoll.host.access;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.access.AccessFinding;
import io.plimsoll.api.access.AccessProbe;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.ReadRecord;
import io.plimsoll.host.runtime.PluginLookup;
import io.plimsoll.host.secret.ConnectionSecrets;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the plug-ins that know a place where it lies and what a credential may do there. */
public final class StoreAccess {
  private final PluginLookup plugins;

  /** Asks these plug-ins. */
  public StoreAccess(PluginLookup plugins) {
    this.plugins = plugins;
  }

  /** The region of the place of a connection; empty when nobody here can find out. */
  public Optional<String> region(Connection connection, Credential credential) {
    return probe(connection.store()).flatMap(p -> p.region(connection.store(), settings(connection), credential));
  }

  /** What the credential of a connection may do. */
  public AccessReport check(Connection connection, Locations locations, ConnectionSecrets secrets, ReadRecord record) {
    return new AccessReport(
        connection.name(), connection.credential(), connection.store().toString(), findings(connection, locations, secrets, record));
  }

  private List<AccessFinding> findings(
      Connection connection, Locations locations, ConnectionSecrets secrets, ReadRecord record) {
    Optional<AccessProbe> probe = probe(connection.store());
    try {
      if (probe.isEmpty()) {
        return List.of(listed(connection, locations, record));
      }
      try (Credential credential = locations.credential(connection, secrets)) {
        return probe.get().probe(connection.store(), settings(connection), credential);
      }
    } catch (PlimsollException e) {
      return List.of(
          new AccessFinding(
              AccessFinding.State.MISSING, "access", connection.store().toString(), "reading the exports",
              String.valueOf(e.getMessage()), e.advice()));
    }
  }

  private static AccessFinding listed(Connection connection, Locations locations, ReadRecord record) {
    try (Locations.OpenLocation open = locations.open(connection, record)) {
      open.location().list(null);
      return new AccessFinding(
          AccessFinding.State.PRESENT, "read", connection.store().toString(), "reading the exports", "the place was listed", "");
    }
  }

  private Optional<AccessProbe> probe(URI store) {
    return plugins.all(AccessProbe.class).values().stream().filter(p -> p.serves(store)).findFirst();
  }

  private static PluginSettings settings(Connection connection) {
    Map<String, String> own = Locations.settings(connection, "access.");
    copy(connection, "store.endpoint", own, "endpoint");
    copy(connection, "credential.ca", own, "ca");
    copy(connection, "credential.authority", own, "authority");
    return PluginSettings.of(own);
  }

  private static void copy(Connection connection, String from, Map<String, String> own, String to) {
    String value = connection.settings().get(from);
    if (value != null) {
      own.putIfAbsent(to, value);
    }
  }
}
