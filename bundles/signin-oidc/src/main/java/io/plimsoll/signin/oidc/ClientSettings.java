package io.plimsoll.signin.oidc;

import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what every provider is told about this client; problems go to the settings. */
final class ClientSettings {
  private final PluginSettings settings;
  private final String clientId;
  private final String secret;
  private final boolean privateNetwork;
  private final Set<String> domains;

  ClientSettings(PluginSettings settings) {
    this.settings = settings;
    clientId = settings.text("client-id", "");
    secret = settings.secret(SignIn.SECRET, "");
    privateNetwork = settings.flag(SignIn.PRIVATE_NETWORK, false);
    domains =
        Arrays.stream(settings.text("trusted-domains", "").split(","))
            .map(d -> d.strip().toLowerCase(Locale.ROOT))
            .filter(d -> !d.isEmpty())
            .collect(Collectors.toSet());
    if (clientId.isEmpty()) {
      settings.refuse("client-id", "is missing; give the id of the application registered at the provider");
    }
    domains.stream()
        .filter(d -> !d.matches("[a-z0-9-]+([.][a-z0-9-]+)+"))
        .forEach(d -> settings.refuse("trusted-domains", "names '" + d + "', which is no domain such as acme.example"));
  }

  /** Notes a problem when something is not an address that may be asked. */
  void requireAddress(String name, String address) {
    String problem = Addresses.problem(address, privateNetwork);
    if (problem != null) {
      settings.refuse(name, "was '" + address + "', " + problem);
    }
  }

  RelyingParty relyingParty(String issuer, String tenant) {
    return new RelyingParty(issuer, clientId, secret, tenant, domains, privateNetwork);
  }
}
