package io.plimsoll.api.plugin;

/** Knows the secrets that settings refer to. */
@FunctionalInterface
public interface SecretSource {
  /**
   * The secret behind a reference.
   *
   * @param reference such as {@code env:TOKEN} or {@code file:/run/secrets/token}
   * @throws io.plimsoll.api.PlimsollException when there is none; its message says why, without any secret, and
   *     reads on after the reference
   */
  String secret(String reference);
}
