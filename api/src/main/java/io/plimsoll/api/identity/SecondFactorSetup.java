package io.plimsoll.api.identity;

import java.util.List;

/**
 * A second factor to be confirmed with a first code (RFC 6238: SHA-1, six digits, 30 seconds). Shown once.
 *
 * @param secret in base 32
 * @param uri the same as {@code otpauth://}, as authenticator apps read it
 * @param recoveryCodes each in place of a code, once
 */
public record SecondFactorSetup(String secret, String uri, List<String> recoveryCodes) {
  /** Keeps its own copy. */
  public SecondFactorSetup {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  /** Without any of it. */
  @Override
  public String toString() {
    return "second factor";
  }
}
