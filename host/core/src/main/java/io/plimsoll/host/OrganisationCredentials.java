package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.credential.CredentialStatus.State;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.secret.ConnectionSecrets;
import io.plimsoll.host.secret.ExpiryNotice;
import io.plimsoll.host.secret.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One caller's hold on the credentials of one organisation. */
final class OrganisationCredentials implements Credentials {
  private final String organisation;
  private final Supplier<OpenWorkspace> workspace;
  private final Caller caller;

  OrganisationCredentials(String organisation, Supplier<OpenWorkspace> workspace, Caller caller) {
    this.organisation = organisation;
    this.workspace = workspace;
    this.caller = caller;
  }

  @Override
  public List<CredentialStatus> all() {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .answer(
            caller, "credentials.listed", "", Map.of(),
            () -> open.state().connections().stream().map(c -> status(open, c)).toList());
  }

  @Override
  public CredentialStatus show(String connection) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .answer(caller, "credential.shown", connection, Map.of(), () -> status(open, connection(open, connection)));
  }

  @Override
  public CredentialStatus rotate(String connection, Secret secret, @Nullable Instant expiresAt) {
    OpenWorkspace open = workspace.get();
    Connecting.requireFuture(expiresAt, open.clock().instant());
    Map<String, String> details = new TreeMap<>();
    if (expiresAt != null) {
      details.put("expiresAt", expiresAt.toString());
    }
    return open.audit()
        .act(
            caller, "credential.rotated", connection, details,
            () -> {
              Connection known = connection(open, connection);
              ConnectionSecrets candidate = ConnectionSecrets.of(Optional.of(secret.text()));
              Instant ends;
              try (Locations.OpenLocation tried = open.locations().open(known, candidate, open.reads(caller))) {
                tried.location().list(null);
                ends = expiresAt != null ? expiresAt : tried.credential().expiresAt().orElse(null);
              }
              open.vault().seal(connection, secret.text(), ends);
              open.schedules().changed(known);
              return status(open, known);
            });
  }

  @Override
  public CredentialStatus revoke(String connection) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .act(
            caller, "credential.revoked", connection, Map.of(),
            () -> {
              Connection known = connection(open, connection);
              open.vault().revoke(connection);
              return status(open, known);
            });
  }

  private Connection connection(OpenWorkspace open, String name) {
    List<Connection> all = open.state().connections();
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND,
                    organisation + " has no connection " + name + ".",
                    all.isEmpty()
                        ? "Add one: plimsoll connect " + organisation + " --name NAME --store URI."
                        : "Those there are: " + String.join(", ", all.stream().map(Connection::name).toList()) + "."));
  }

  private CredentialStatus status(OpenWorkspace open, Connection connection) {
    Standing standing = open.vault().standing(connection.name());
    Instant now = open.clock().instant();
    Instant ends = standing.expiresAt();
    State state =
        standing.revoked()
            ? State.REVOKED
            : ends != null && !ends.isAfter(now) ? State.EXPIRED : standing.sealed() ? State.SEALED : State.NO_SECRET;
    return new CredentialStatus(
        connection.name(), connection.credential(), state, standing.version(), standing.changedAt(), ends,
        ExpiryNotice.words(organisation, connection.name(), ends, now));
  }
}
