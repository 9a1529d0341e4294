package io.plimsoll.cli;

import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Credentials that remember what was done with them. */
final class FakeCredentials implements Credentials {
  private final List<String> acts;
  CredentialStatus status =
      new CredentialStatus("azure", "azure-client-secret", CredentialStatus.State.SEALED, 2, Instant.EPOCH, null, "");

  FakeCredentials(List<String> acts) {
    this.acts = acts;
  }

  @Override
  public List<CredentialStatus> all() {
    return List.of(status);
  }

  @Override
  public CredentialStatus show(String connection) {
    acts.add("show " + connection);
    return status;
  }

  @Override
  public CredentialStatus rotate(String connection, Secret secret, @Nullable Instant expiresAt) {
    acts.add("rotate " + connection + " " + secret.text() + " until " + expiresAt);
    return status;
  }

  @Override
  public CredentialStatus revoke(String connection) {
    acts.add("revoke " + connection);
    return status;
  }
}
