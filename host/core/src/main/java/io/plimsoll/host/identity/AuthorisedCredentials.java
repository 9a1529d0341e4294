package io.plimsoll.host.identity;

import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The credentials of the connections that somebody may see; who administers a connection replaces or ends its secret. */
record AuthorisedCredentials(Credentials behind, Authority authority, Refusals refusals) implements Credentials {
  @Override
  public List<CredentialStatus> all() {
    require(Scope.READ, "credentials.listed");
    return behind.all().stream().filter(c -> authority.sees(c.connection())).toList();
  }

  @Override
  public CredentialStatus show(String connection) {
    require(Scope.READ, "credential.shown");
    requireSeen(connection, "credential.shown");
    return behind.show(connection);
  }

  @Override
  public CredentialStatus rotate(String connection, Secret secret, @Nullable Instant expiresAt) {
    requireAdmin(connection, "credential.rotated");
    return behind.rotate(connection, secret, expiresAt);
  }

  @Override
  public CredentialStatus revoke(String connection) {
    requireAdmin(connection, "credential.revoked");
    return behind.revoke(connection);
  }

  private void requireAdmin(String connection, String act) {
    require(Scope.MANAGE, act);
    requireSeen(connection, act);
    if (!authority.on(connection).atLeast(AccessRole.ADMIN)) {
      throw refusals.notAllowed(act, connection, "an administrator of the connection");
    }
  }

  private void requireSeen(String connection, String act) {
    if (!authority.sees(connection)) {
      throw refusals.notFound(act, connection, "There is no connection " + connection + ".");
    }
  }

  private void require(Scope scope, String act) {
    if (!authority.scopes().contains(scope)) {
      throw refusals.notAllowed(act, "", "a key with the scope " + Refusals.word(scope));
    }
  }
}
