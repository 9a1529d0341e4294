package io.plimsoll.signin.oidc;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This client as one provider knows it.
 *
 * @param secret empty for a client without one, which PKCE alone protects
 * @param tenant of Entra ID; empty when the provider has none
 * @param trustedDomains domains whose addresses count as vouched for although the provider does not say so
 */
record RelyingParty(
    String issuer, String clientId, String secret, String tenant, Set<String> trustedDomains, boolean privateNetwork) {

  boolean trusts(@Nullable String email) {
    return email != null
        && email.indexOf('@') == email.lastIndexOf('@')
        && trustedDomains.contains(email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "client " + clientId + " of " + issuer;
  }
}
