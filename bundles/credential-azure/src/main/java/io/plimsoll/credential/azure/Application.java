package io.plimsoll.credential.azure;

import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for tokens, and where.
 *
 * @param credential the plug-in's name, for messages
 * @param tenant the directory that lets it in; empty when the credential knows without
 * @param client the application's or identity's client id; empty when the credential knows without
 * @param authority the token service; {@code null} for the public cloud's
 * @param allowedTenants further tenants whose tokens may be asked for
 * @param ca a PEM file of certificates trusted besides those of the JDK; {@code null} for none
 */
record Application(
    String credential,
    String tenant,
    String client,
    @Nullable String authority,
    List<String> allowedTenants,
    @Nullable Path ca) {
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9.-]{1,255}");

  /** Reads what all kinds share, and what they may have from the environment; problems go to {@code settings}. */
  static Application read(
      String credential, PluginSettings settings, Map<String, String> environment, List<String> problems) {
    String tenant = settings.text("tenant", environment.getOrDefault("AZURE_TENANT_ID", ""));
    String client = settings.text("client", environment.getOrDefault("AZURE_CLIENT_ID", ""));
    String authority = settings.text("authority", "");
    String allowed = settings.text("allowed-tenants", "");
    String ca = settings.text("ca", "");
    if (!tenant.isEmpty() && !TENANT.matcher(tenant).matches()) {
      problems.add("tenant was '" + tenant + "' but it is neither a tenant id nor a domain");
    }
    if (!authority.isEmpty() && !isHttps(authority)) {
      problems.add("authority was '" + authority + "' but it is not an https address such as https://login.microsoftonline.us");
    }
    return new Application(
        credential,
        tenant,
        client,
        authority.isEmpty() ? null : authority,
        Arrays.stream(allowed.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList(),
        ca.isEmpty() ? null : Path.of(ca));
  }

  /** The same asking another tenant. */
  Application of(String other) {
    return new Application(credential, other, client, authority, allowedTenants, ca);
  }

  /** How messages call it. */
  String inWords() {
    StringBuilder text = new StringBuilder("The credential ").append(credential);
    if (!client.isEmpty() || !tenant.isEmpty()) {
      text.append(" (");
      if (!client.isEmpty()) {
        text.append("application ").append(client);
      }
      if (!tenant.isEmpty()) {
        text.append(client.isEmpty() ? "" : " in ").append("tenant ").append(tenant);
      }
      text.append(')');
    }
    return text.toString();
  }

  /** Where tokens are asked for, for messages. */
  String service() {
    return authority == null ? "https://login.microsoftonline.com" : authority;
  }

  private static boolean isHttps(String text) {
    try {
      URI uri = URI.create(text);
      return "https".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
