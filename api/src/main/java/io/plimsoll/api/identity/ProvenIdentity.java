package io.plimsoll.api.identity;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody is to a provider.
 *
 * @param issuer the provider, as it names itself
 * @param subject whom it means: never empty, and never used for anybody else
 * @param email the address it knows; {@code null} for none
 * @param emailVerified whether the provider vouches that the address is his; then it finds the person that was invited
 * @param name as the provider shows it; {@code null} for none
 * @param tenant the directory of the provider he belongs to; {@code null} when it has none
 */
public record ProvenIdentity(
    String issuer,
    String subject,
    @Nullable String email,
    boolean emailVerified,
    @Nullable String name,
    @Nullable String tenant) {
  /** Refuses an identity that names nobody. */
  public ProvenIdentity {
    if (issuer.isBlank() || subject.isBlank()) {
      throw new IllegalArgumentException("an identity has an issuer and a subject");
    }
  }
}
