package io.plimsoll.api.identity;

import java.net.URI;

/**
 * A sign-in that begins.
 *
 * @param location where the browser is sent
 * @param kept what the provider's plug-in needs when it comes back; the host keeps it, sealed, for ten minutes
 */
public record SignInStart(URI location, String kept) {
  /** Without what is kept, which is a secret. */
  @Override
  public String toString() {
    return "sign-in at " + location.getHost();
  }
}
