package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where Azure is managed.
 *
 * @param endpoint without a slash at its end
 * @param scope what tokens for it are made out to
 */
record Cloud(String endpoint, String scope) {
  private static final String PUBLIC = "https://management.azure.com";
  private static final Pattern LOOPBACK = Pattern.compile("https?://(127\\.|localhost|\\[::1]).*");
  private static final Set<String> HOSTS =
      Set.of("management.azure.com", "management.usgovcloudapi.net", "management.chinacloudapi.cn");

  /**
   * @param arm an address; empty for that of the public cloud
   * @param audience what tokens are made out to; empty for the usual one
   */
  static Cloud of(String arm, String audience) {
    String endpoint = arm.isEmpty() ? PUBLIC : arm.replaceAll("/+$", "");
    URI uri;
    try {
      uri = URI.create(endpoint);
    } catch (IllegalArgumentException e) {
      throw refused(arm, "is not an address");
    }
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null
        || !uri.getRawPath().isEmpty()) {
      throw refused(arm, "is not an https address without a path");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean own = HOSTS.contains(host);
    if (!own && !host.equals("127.0.0.1") && !host.equals("localhost") && !host.equals("[::1]")) {
      throw refused(arm, "is neither Azure Resource Manager nor on this machine");
    }
    return new Cloud(endpoint, audience.isEmpty() ? (own ? endpoint : PUBLIC) + "/.default" : audience);
  }

  /**
   * Where a place is managed when nobody says.
   *
   * @param authority that gives tokens; empty for that of the public cloud
   * @param endpoint that serves the store; empty for its own name
   * @throws PlimsollException {@code INVALID_REQUEST} for an emulator, which has no account anywhere
   */
  static String of(URI store, String authority, String endpoint) {
    if (LOOPBACK.matcher(endpoint).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The store of the connection is served by an emulator at " + endpoint + ", which nobody manages.",
          "Set access.arm to what stands for Azure Resource Manager beside it.");
    }
    if (authority.contains("login.microsoftonline.us") || store.toString().contains(".usgovcloudapi.net")) {
      return "https://management.usgovcloudapi.net";
    }
    return authority.contains(".cn") || store.toString().contains(".chinacloudapi.cn") ? "https://management.chinacloudapi.cn" : PUBLIC;
  }

  private static PlimsollException refused(String arm, String what) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The setting access.arm " + arm.replaceFirst("\\?.*", "?...") + " " + what
            + ", so no token is sent there.",
        "Leave it out for the public cloud, or give one of https://" + String.join(", https://", HOSTS.stream().sorted().toList())
            + ".");
  }
}
