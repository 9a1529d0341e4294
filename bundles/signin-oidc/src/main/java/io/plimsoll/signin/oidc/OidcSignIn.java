package io.plimsoll.signin.oidc;

import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;

/** Any provider of OpenID Connect, by its issuer. */
@Plugin(name = OidcSignIn.NAME, type = SignIn.class)
public final class OidcSignIn implements SignIn, AutoCloseable {
  static final String NAME = "oidc";

  private final Providers providers = new Providers("plimsoll-signin-" + NAME);

  @Override
  public OpenSignIn open(PluginSettings settings) {
    ClientSettings client = new ClientSettings(settings);
    String issuer = settings.text("issuer", "");
    if (issuer.isEmpty()) {
      settings.refuse("issuer", "is missing; give the provider's address as its configuration names it");
    } else {
      client.requireAddress("issuer", issuer);
    }
    settings.validate();
    return new CodeFlow(providers, client.relyingParty(issuer, ""));
  }

  @Override
  public void close() {
    providers.close();
  }
}
