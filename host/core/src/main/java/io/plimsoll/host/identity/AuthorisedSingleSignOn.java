package io.plimsoll.host.identity;

import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.identity.SingleSignOnSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The single sign-on of an owner who signed in: all but a provider within the host's own network, which is its
 * operator's, and references to secrets of its machine.
 */
record AuthorisedSingleSignOn(SingleSignOn behind, Refusals refusals, boolean operator) implements SingleSignOn {
  @Override
  public Optional<SingleSignOnSettings> get() {
    return behind.get();
  }

  @Override
  public SingleSignOnSettings set(String provider, Map<String, String> settings, @Nullable Secret secret) {
    if (!operator && settings.containsKey(SignIn.PRIVATE_NETWORK)) {
      throw refusals.notAllowed(
          "single-sign-on.set", provider, "an operator of the host, whose own network a provider with "
              + SignIn.PRIVATE_NETWORK + " lies in");
    }
    return behind.set(provider, settings, secret);
  }

  @Override
  public void remove() {
    behind.remove();
  }

  @Override
  public void check(URI returnTo) {
    behind.check(returnTo);
  }
}
