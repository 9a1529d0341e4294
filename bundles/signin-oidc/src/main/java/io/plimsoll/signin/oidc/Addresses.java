package io.plimsoll.signin.oidc;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses of providers are asked: HTTPS, and in the public internet unless a private network is allowed. A name
 * is looked up before it is asked and once more when it is; who changes its address in between reaches nothing, because
 * what lies there has no certificate for the name.
 */
final class Addresses {
  private Addresses() {}

  /** What is wrong with an address, reading on after it; {@code null} when nothing is. */
  static @Nullable String problem(String address, boolean privateNetwork) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      return "which is no address";
    }
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || uri.getRawFragment() != null) {
      return "which is no address such as https://login.acme.example";
    }
    if ("https".equals(uri.getScheme())) {
      return null;
    }
    return "http".equals(uri.getScheme()) && privateNetwork && isLoopbackName(host) ? null : "which is not https";
  }

  /**
   * Whether the machine behind a name may be asked.
   *
   * @throws UnknownHostException when nobody knows the name
   */
  static boolean permitted(String host, boolean privateNetwork) throws UnknownHostException {
    if (privateNetwork) {
      return true;
    }
    for (InetAddress each : InetAddress.getAllByName(host)) {
      if (!isPublic(each)) {
        return false;
      }
    }
    return true;
  }

  static boolean isPublic(InetAddress address) {
    byte[] b = address.getAddress();
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    if (address instanceof Inet4Address) {
      int first = b[0] & 0xff;
      int second = b[1] & 0xff;
      return first != 0
          && first < 224
          && !(first == 100 && second >= 64 && second < 128)
          && !(first == 192 && second == 0)
          && !(first == 198 && (second == 18 || second == 19));
    }
    // Unique local, translated (NAT64, 6to4, Teredo) and compatible addresses may lead inside.
    return address instanceof Inet6Address
        && (b[0] & 0xfe) != 0xfc
        && (b[0] & 0xe0) == 0x20
        && !(b[0] == 0x20 && b[1] == 0x02)
        && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0);
  }

  private static boolean isLoopbackName(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127([.][0-9]{1,3}){3}");
  }
}
