package io.plimsoll.host.secret;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.credential.ExpiringCredential;
import io.plimsoll.api.credential.TenantCredential;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The credential of a connection as it is now: a secret replaced meanwhile counts from the next request on, and once it
 * is revoked there is no next request.
 */
public final class LiveCredential implements TenantCredential, ExpiringCredential {
  private final Connection connection;
  private final CredentialProvider provider;
  private final Map<String, String> settings;
  private final ConnectionSecrets secrets;

  /** Guarded by this. */
  private Credential open;

  /** Of what is open; guarded by this. */
  private int version;

  private LiveCredential(
      Connection connection, CredentialProvider provider, Map<String, String> settings, ConnectionSecrets secrets) {
    this.connection = connection;
    this.provider = provider;
    this.settings = Map.copyOf(settings);
    this.secrets = secrets;
    Standing standing = requireInForce();
    version = standing.version();
    open = provide();
  }

  /**
   * Opens a credential.
   *
   * @param settings those of the credential, without the secret
   * @throws PlimsollException {@code REFUSED} when it was revoked
   */
  public static LiveCredential open(
      Connection connection, CredentialProvider provider, Map<String, String> settings, ConnectionSecrets secrets) {
    return new LiveCredential(connection, provider, settings, secrets);
  }

  @Override
  public Optional<AccessToken> token(String scope) {
    return current().token(scope);
  }

  @Override
  public Optional<AccessToken> token(String scope, String tenant) {
    Credential now = current();
    return now instanceof TenantCredential tenants ? tenants.token(scope, tenant) : now.token(scope);
  }

  @Override
  public Optional<Instant> expiresAt() {
    return current() instanceof ExpiringCredential expiring ? expiring.expiresAt() : Optional.empty();
  }

  /**
   * Lets a request pass.
   *
   * @throws PlimsollException {@code REFUSED} when it was revoked meanwhile
   */
  public Standing requireInForce() {
    Standing standing = secrets.standing(connection.name());
    if (standing.revoked()) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "The credential of connection " + connection.name() + " was revoked at " + standing.changedAt() + ", so nothing is read with it.",
          "Give it a new secret (plimsoll credential ORG " + connection.name()
              + " rotate --secret-from env:NAME|file:PATH|-), or connect again.");
    }
    return standing;
  }

  private synchronized Credential current() {
    Standing standing = requireInForce();
    if (standing.version() != version) {
      Credential before = open;
      open = provide();
      version = standing.version();
      before.close();
    }
    return open;
  }

  private Credential provide() {
    Map<String, String> whole = new HashMap<>(settings);
    secrets.open(connection.name()).ifPresent(secret -> whole.put(CredentialProvider.SECRET, secret));
    return provider.open(PluginSettings.of(whole));
  }

  @Override
  public synchronized void close() {
    open.close();
  }

  @Override
  public String toString() {
    return "credential of " + connection.name();
  }
}
