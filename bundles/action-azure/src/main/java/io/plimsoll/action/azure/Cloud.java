package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where Azure is managed.
 *
 * @param endpoint without a slash at its end
 * @param scope what tokens for it are made out to
 */
record Cloud(String endpoint, String scope) {
  private static final String PUBLIC = "https://management.azure.com";
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

  private static PlimsollException refused(String arm, String what) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The setting action.arm " + arm.replaceFirst("\\?.*", "?...") + " " + what
            + ", so no token is sent there.",
        "Leave it out for the public cloud, or give one of https://" + String.join(", https://", HOSTS.stream().sorted().toList())
            + ".");
  }
}
