package io.plimsoll.signin.oidc;

import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Microsoft Entra ID, one tenant of it. The endpoints that every tenant shares are refused: their tokens come from
 * whichever tenant somebody made for himself, with whatever address he wrote into it.
 */
@Plugin(name = EntraSignIn.NAME, type = SignIn.class)
public final class EntraSignIn implements SignIn, AutoCloseable {
  static final String NAME = "entra-id";

  private static final Pattern TENANT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");

  private final Providers providers = new Providers("plimsoll-signin-" + NAME);

  @Override
  public OpenSignIn open(PluginSettings settings) {
    ClientSettings client = new ClientSettings(settings);
    String tenant = settings.text("tenant", "").toLowerCase(Locale.ROOT);
    String authority = settings.text("authority", "https://login.microsoftonline.com");
    client.requireAddress("authority", authority);
    if (SHARED.contains(tenant)) {
      settings.refuse("tenant", "was '" + tenant + "', which lets in people of any tenant; give the tenant's own id");
    } else if (!TENANT_ID.matcher(tenant).matches()) {
      settings.refuse("tenant", "is not a tenant id such as 72f988bf-86f1-41af-91ab-2d7cd011db47");
    }
    settings.validate();
    return new CodeFlow(providers, client.relyingParty(authority.replaceFirst("/+$", "") + "/" + tenant + "/v2.0", tenant));
  }

  @Override
  public void close() {
    providers.close();
  }
}
