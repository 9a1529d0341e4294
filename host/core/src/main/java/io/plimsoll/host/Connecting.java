package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.host.access.ConnectionRegion;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.secret.ConnectionSecrets;
import io.plimsoll.host.secret.SecretVault;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds or changes a connection once its place was listed with its credential and lies in the right region. */
final class Connecting {
  private final OpenWorkspace open;
  private final OrganisationProfile profile;
  private final Caller caller;

  Connecting(OpenWorkspace open, OrganisationProfile profile, Caller caller) {
    this.open = open;
    this.profile = profile;
    this.caller = caller;
  }

  Connection connect(Connection given, @Nullable Secret secret, @Nullable Instant expiresAt) {
    Connection wanted = ConnectionSettings.spelledOut(given);
    requireFuture(expiresAt, open.clock().instant());
    Optional<Connection> before =
        open.state().connections().stream().filter(c -> c.name().equals(wanted.name())).findFirst();
    Map<String, String> details = new TreeMap<>();
    details.put("store", wanted.store().toString());
    details.put("layout", wanted.layout().name());
    if (secret != null) {
      details.put("secret", "sealed");
    }
    details.putAll(ConnectionChange.between(before.orElse(null), wanted));
    return open.audit()
        .act(
            caller,
            before.isPresent() ? "connection.changed" : "connection.added",
            wanted.name(),
            details,
            () -> {
              ConnectionChange.require(wanted, open.state().connections());
              return keep(wanted, before, secret, expiresAt);
            });
  }

  private Connection keep(
      Connection wanted, Optional<Connection> before, @Nullable Secret secret, @Nullable Instant expiresAt) {
    SecretVault vault = open.vault();
    boolean keeps =
        secret == null && before.isPresent() && before.get().credential().equals(wanted.credential())
            && vault.standing(wanted.name()).sealed();
    Optional<String> used =
        secret != null ? Optional.of(secret.text()) : keeps ? vault.open(wanted.name()) : Optional.empty();
    Connection placed;
    Instant ends;
    try (Locations.OpenLocation tried = open.locations().open(wanted, ConnectionSecrets.of(used), open.reads(caller))) {
      tried.location().list(null);
      placed = ConnectionRegion.place(profile, wanted, open.access().region(wanted, tried.credential()));
      ends = expiresAt != null ? expiresAt : tried.credential().expiresAt().orElse(null);
    }
    if (secret != null) {
      vault.seal(wanted.name(), secret.text(), ends);
    } else if (!keeps && (ends != null || vault.standing(wanted.name()).version() > 0)) {
      vault.keepsNone(wanted.name(), ends);
    } else if (keeps && ends != null) {
      vault.expires(wanted.name(), ends);
    }
    if (before.isPresent()) {
      open.state().replace(placed);
    } else {
      open.state().add(placed);
    }
    open.schedules().changed(placed);
    return placed;
  }

  static void requireFuture(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The secret ended at " + expiresAt + " already.",
          "Make a new one and give the day on which that one ends.");
    }
  }
}
