package io.plimsoll.api.credential;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The credentials of one organisation's connections. What is changed holds from the next request on, also of work
 * under way, and is recorded in the organisation's audit chain. Thread-safe.
 *
 * <p>Each method that names a connection throws {@link io.plimsoll.api.PlimsollException} with {@code NOT_FOUND} when
 * there is none of this name.
 */
@ProviderType
public interface Credentials {
  /** How each connection's credential stands, by connection. */
  List<CredentialStatus> all();

  /** How the credential of a connection stands. */
  CredentialStatus show(String connection);

  /**
   * Replaces the secret of a connection once the new one was tried by listing the place; otherwise the old one stays.
   *
   * @param secret the caller closes it
   * @param expiresAt when the new secret ends; {@code null} when the credential can tell itself or nobody knows
   */
  CredentialStatus rotate(String connection, Secret secret, @Nullable Instant expiresAt);

  /** Destroys the secret of a connection; nothing is read with it until it is rotated or connected again. */
  CredentialStatus revoke(String connection);
}
