package io.plimsoll.signin.oidc;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.jspecify.annotations.Nullable;

/** What goes wrong, in words of our own: answers of a provider may quote what they were sent. */
final class Failures {
  private Failures() {}

  static PlimsollException notProven(String why, @Nullable Throwable cause) {
    return new PlimsollException(ErrorCode.NOT_SIGNED_IN, why, "Begin again at the sign-in page.", cause);
  }

  static PlimsollException unreachable(String what, String why, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "The provider at " + what + " cannot be asked: " + why + ".",
        "Check its address and the network of this host; then try again.", cause);
  }

  static PlimsollException noProvider(String issuer, String why, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.ACCESS_DENIED, "What answers at " + issuer + " is not the provider that was set: " + why + ".",
        "Compare the issuer with the one the provider's own configuration names, character by character.", cause);
  }
}
